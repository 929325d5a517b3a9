package fr.gouv.apilos.habilitation.utilisateur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which account a person identified by an OpenID Connect provider has here. A provider gives no account: it must be
 * known already, from Cerbère, a data set or the support team.
 */
@Service
public class IdentitesExternes {

    private static final Logger LOG = LoggerFactory.getLogger(IdentitesExternes.class);

    private final JdbcClient jdbc;
    private final Utilisateurs utilisateurs;
    private final Clock horloge;

    IdentitesExternes(JdbcClient jdbc, Utilisateurs utilisateurs, Clock horloge) {
        this.jdbc = jdbc;
        this.utilisateurs = utilisateurs;
        this.horloge = horloge;
    }

    private record Compte(UUID uuid, boolean actif) {}

    /**
     * The account of a person: the one tied to this subject, else the only active one with this e-mail, which is tied
     * from then on.
     *
     * @throws ErreurMetier 403 {@code COMPTE_INCONNU}, {@code COMPTE_AMBIGU}, {@code COMPTE_DESACTIVE} or
     *     {@code IDENTITE_DELIEE}
     */
    @Transactional
    public UUID reconnaitre(IdentiteOidc identite) {
        // Two tabs of one person may sign in at once.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:cle, 0))")
                .param("cle", "oidc." + identite.emetteur() + " " + identite.sujet())
                .query((rs, _) -> 1)
                .list();
        var lie = lie(identite);
        var uuid = lie.isPresent() ? lie.get() : lier(identite);
        utilisateurs.actif(uuid);
        jdbc.sql("update utilisateur set derniere_connexion = :maintenant where uuid = :uuid")
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .param("uuid", uuid)
                .update();
        return uuid;
    }

    private Optional<UUID> lie(IdentiteOidc identite) {
        return jdbc.sql("""
            select utilisateur from identite_externe
            where emetteur = :emetteur and sujet = :sujet and deliee_le is null\
            """)
                .param("emetteur", identite.emetteur())
                .param("sujet", identite.sujet())
                .query(UUID.class)
                .optional();
    }

    private UUID lier(IdentiteOidc identite) {
        var comptes = identite.emailVerifie() ? parEmail(identite.email()) : List.<Compte>of();
        var actifs = comptes.stream().filter(Compte::actif).toList();
        if (actifs.size() > 1) {
            throw new ErreurMetier(
                    ErreurUtilisateur.COMPTE_AMBIGU,
                    "Plusieurs comptes APiLos portent votre adresse électronique. Écrivez à l’assistance, qui les"
                            + " réunira, ou connectez-vous avec Cerbère.");
        }
        if (comptes.isEmpty()) {
            throw new ErreurMetier(
                    ErreurUtilisateur.COMPTE_INCONNU,
                    "Aucun compte APiLos ne porte votre adresse électronique. Connectez-vous une première fois avec"
                            + " Cerbère, ou écrivez à l’assistance.");
        }
        // A closed account is said to be so, by the check that follows, and is not tied.
        if (actifs.isEmpty()) {
            return comptes.getFirst().uuid();
        }
        var uuid = actifs.getFirst().uuid();
        exigerPermise(identite, uuid);
        jdbc.sql("""
            insert into identite_externe (emetteur, sujet, utilisateur, adresse, liee_le)
            values (:emetteur, :sujet, :utilisateur, left(:adresse, 254), :maintenant)\
            """)
                .param("emetteur", identite.emetteur())
                .param("sujet", identite.sujet())
                .param("utilisateur", uuid)
                .param("adresse", identite.email().strip())
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        utilisateurs.noterIdentiteExterne(uuid, identite.emetteur());
        LOG.info("A subject of {} is tied to the account {}", identite.emetteur(), uuid);
        return uuid;
    }

    /** What the support team undid is not made again by the same address: only the team permits it. */
    private void exigerPermise(IdentiteOidc identite, UUID compte) {
        var deliee = jdbc.sql("""
            select exists (select 1 from identite_externe where emetteur = :emetteur and sujet = :sujet
              and utilisateur = :compte and deliee_le is not null)\
            """)
                .param("emetteur", identite.emetteur())
                .param("sujet", identite.sujet())
                .param("compte", compte)
                .query(Boolean.class)
                .single();
        if (deliee) {
            throw new ErreurMetier(
                    ErreurUtilisateur.IDENTITE_DELIEE,
                    "Le compte APiLos qui porte votre adresse électronique n’est plus relié à cette identité. Écrivez"
                            + " à l’assistance, ou connectez-vous avec Cerbère.");
        }
    }

    /**
     * A subject of a provider that stands, or stood, for an account.
     *
     * @param emetteur the provider, its {@code iss}
     * @param sujet its {@code sub}
     * @param adresse the e-mail the tie was made by; empty for what was tied before addresses were kept
     * @param lieePar who of the support team moved it here with another account; null when a first sign-in made it
     * @param delieeLe when the support team undid it, or null while it stands
     */
    public record Lien(
            long id,
            String emetteur,
            String sujet,
            String adresse,
            Instant lieeLe,
            @Nullable String lieePar,
            @Nullable Instant delieeLe,
            @Nullable String delieePar) {

        /** Whether the subject opens the account. */
        public boolean enVigueur() {
            return delieeLe == null;
        }
    }

    /** The ties of an account, those that stand first. */
    @Transactional(readOnly = true)
    public List<Lien> de(UUID compte) {
        return jdbc.sql("""
            select id, emetteur, sujet, adresse, liee_le, liee_par, deliee_le, deliee_par from identite_externe
            where utilisateur = :compte order by deliee_le desc nulls first, id limit 100\
            """)
                .param("compte", compte)
                .query((rs, _) -> new Lien(
                        rs.getLong("id"),
                        rs.getString("emetteur"),
                        rs.getString("sujet"),
                        rs.getString("adresse"),
                        rs.getTimestamp("liee_le").toInstant(),
                        rs.getString("liee_par"),
                        rs.getTimestamp("deliee_le") == null
                                ? null
                                : rs.getTimestamp("deliee_le").toInstant(),
                        rs.getString("deliee_par")))
                .list();
    }

    /**
     * Undoes a tie: the subject opens this account no more, until the support team permits it. Undone already, nothing
     * is written.
     *
     * @param motif kept in the history, or null
     */
    @Transactional
    public void delier(UUID compte, Lien lien, @Nullable String motif) {
        int deliees = jdbc.sql("""
            update identite_externe set deliee_le = :maintenant, deliee_par = :par
            where id = :id and utilisateur = :compte and deliee_le is null\
            """)
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .param("par", Utilisateurs.acteur())
                .param("id", lien.id())
                .param("compte", compte)
                .update();
        if (deliees == 1) {
            utilisateurs.noterIdentite(compte, "emetteur", lien.emetteur(), "", motif);
            LOG.info("The subject {} of {} is untied from the account {}", lien.id(), lien.emetteur(), compte);
        }
    }

    /**
     * Lets a subject that was untied be tied again, at its next sign-in and on the same conditions as the first time.
     *
     * @param motif kept in the history, or null
     */
    @Transactional
    public void permettre(UUID compte, Lien lien, @Nullable String motif) {
        int permises = jdbc.sql(
                        "delete from identite_externe where id = :id and utilisateur = :compte and deliee_le is not null")
                .param("id", lien.id())
                .param("compte", compte)
                .update();
        if (permises == 1) {
            utilisateurs.noterIdentite(compte, "identiteDeliee", lien.emetteur(), "", motif);
        }
    }

    private List<Compte> parEmail(String email) {
        if (email.isBlank()) {
            return List.of();
        }
        return jdbc.sql("select uuid, actif from utilisateur where lower(email) = :email order by cree_le, uuid")
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query(Compte.class)
                .list();
    }
}
