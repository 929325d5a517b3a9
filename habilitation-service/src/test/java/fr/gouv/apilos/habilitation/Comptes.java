package fr.gouv.apilos.habilitation;

import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts, roles and entities for tests, each with its defaults. */
public final class Comptes {

    private Comptes() {}

    /** An account to be adjusted, then given to {@link #creer}. */
    public static Reprise reprise(String prenom, String nom) {
        var uuid = UUID.randomUUID();
        return new Reprise(
                uuid,
                "u-" + uuid,
                null,
                nom,
                prenom,
                "u-" + uuid + "@exemple.fr",
                "",
                null,
                PreferencesEmail.PARTIEL,
                false,
                false,
                true,
                Set.of());
    }

    /** A subject of a provider tied to the account by its first sign-in; says the identifier of the tie. */
    public static long identiteExterne(JdbcClient jdbc, UUID compte) {
        return jdbc.sql("""
            insert into identite_externe (emetteur, sujet, utilisateur, adresse, liee_le)
            select 'https://oidc.exemple.fr', :sujet, uuid, email, now() from utilisateur where uuid = :compte
            returning id\
            """)
                .param("sujet", "sujet-" + UUID.randomUUID())
                .param("compte", compte)
                .query(Long.class)
                .single();
    }

    /** The same, known to Cerbère. */
    public static Reprise deCerbere(Reprise r) {
        return new Reprise(
                r.uuid(),
                r.username(),
                "login-" + r.uuid(),
                r.nom(),
                r.prenom(),
                r.email(),
                r.emailSecondaire(),
                r.telephone(),
                r.preferencesEmail(),
                r.staff(),
                r.superuser(),
                r.actif(),
                r.filtreDepartements());
    }

    /** The same, with the rights of the support team. */
    public static Reprise exploitant(Reprise r, boolean staff, boolean superuser) {
        return new Reprise(
                r.uuid(),
                r.username(),
                r.cerbereLogin(),
                r.nom(),
                r.prenom(),
                r.email(),
                r.emailSecondaire(),
                r.telephone(),
                r.preferencesEmail(),
                staff,
                superuser,
                r.actif(),
                r.filtreDepartements());
    }

    /** The same, closed. */
    public static Reprise ferme(Reprise r) {
        return new Reprise(
                r.uuid(),
                r.username(),
                r.cerbereLogin(),
                r.nom(),
                r.prenom(),
                r.email(),
                r.emailSecondaire(),
                r.telephone(),
                r.preferencesEmail(),
                r.staff(),
                r.superuser(),
                false,
                r.filtreDepartements());
    }

    /** The account of an identity made by a test token. */
    public static Utilisateur compteDe(Utilisateurs utilisateurs, Identite identite) {
        return utilisateurs.reprendre(new Reprise(
                identite.utilisateur(),
                "u-" + identite.utilisateur(),
                null,
                "Nom",
                "Prénom",
                identite.email(),
                "",
                null,
                PreferencesEmail.PARTIEL,
                identite.staff(),
                identite.superuser(),
                true,
                Set.of()));
    }

    /** The identity of an account, with the rights of another one. */
    public static Identite identite(Utilisateur compte, Identite droits) {
        return new Identite(
                compte.uuid(),
                compte.nomAffiche(),
                compte.email(),
                "",
                droits.profil(),
                droits.typologie(),
                new Habilitation(1, "Habilitation d’essai"),
                droits.lectureSeule(),
                compte.staff(),
                compte.superuser(),
                droits.permissions(),
                droits.perimetre());
    }

    /** A stand-alone role of a bailleur. */
    public static Role bailleur(Roles roles, UUID utilisateur, UUID bailleur) {
        return roles.reprendre(
                utilisateur,
                new DroitsAccordes(
                        0,
                        "BAILLEUR",
                        "",
                        TypologieRole.BAILLEUR,
                        Groupe.BAILLEUR,
                        bailleur,
                        null,
                        null,
                        null,
                        "Rôle d’essai",
                        "",
                        null));
    }

    /** A stand-alone role of an administration. */
    public static Role instructeur(Roles roles, UUID utilisateur, UUID administration) {
        return roles.reprendre(
                utilisateur,
                new DroitsAccordes(
                        0,
                        "INSTRUCTEUR",
                        "",
                        TypologieRole.INSTRUCTEUR,
                        Groupe.INSTRUCTEUR,
                        null,
                        administration,
                        null,
                        null,
                        "Rôle d’essai",
                        "",
                        null));
    }

    /**
     * A stand-alone role of the State, for no entity.
     *
     * @param region INSEE code, or null for the whole country
     * @param departement INSEE code, or null
     */
    public static Role administrateur(Roles roles, UUID utilisateur, String region, String departement) {
        return roles.reprendre(
                utilisateur,
                new DroitsAccordes(
                        0,
                        departement != null ? "SER_DEP" : region != null ? "DIR_REG" : "ADM_CENTRALE",
                        "",
                        TypologieRole.ADMINISTRATEUR,
                        Groupe.ADMINISTRATEUR,
                        null,
                        null,
                        region,
                        departement,
                        "Rôle d’essai",
                        "",
                        null));
    }

    /** A bailleur of the replica. */
    public static UUID bailleurConnu(JdbcClient jdbc, String nom) {
        var uuid = UUID.randomUUID();
        jdbc.sql("insert into bailleur_connu (uuid, nom, siret, siren, version) values (?, ?, ?, ?, 1)")
                .params(
                        uuid,
                        nom,
                        uuid.toString().substring(0, 14),
                        uuid.toString().substring(0, 9))
                .update();
        return uuid;
    }

    /** An administration of the replica. */
    public static UUID administrationConnue(JdbcClient jdbc, String nom, String code) {
        var uuid = UUID.randomUUID();
        jdbc.sql("insert into administration_connue (uuid, nom, code, version) values (?, ?, ?, 1)")
                .params(uuid, nom, code)
                .update();
        return uuid;
    }
}
