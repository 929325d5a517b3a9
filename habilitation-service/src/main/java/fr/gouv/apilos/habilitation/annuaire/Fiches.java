package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads one account with the roles the reader may know of. */
@Service
public class Fiches {

    private final JdbcClient jdbc;

    Fiches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An account.
     *
     * @param version the one a change is made from
     * @param cerbereLogin null for a local account (04 R1)
     */
    public record Compte(
            UUID uuid,
            long version,
            String username,
            @Nullable String cerbereLogin,
            String prenom,
            String nom,
            String email,
            String emailSecondaire,
            String preferences,
            boolean staff,
            boolean superuser,
            boolean actif,
            @Nullable Instant derniereConnexion,
            Instant creeLe) {

        /** Display name (04 R3). */
        public String nomAffiche() {
            var complet = (prenom + " " + nom).strip();
            return complet.isEmpty() ? username : complet;
        }

        /** Support team (04 R2). */
        public boolean exploitant() {
            return staff || superuser;
        }
    }

    /**
     * A role of the account.
     *
     * @param entite name of the bailleur or the administration, or null
     * @param fin when it was withdrawn, or null
     */
    public record RoleLu(
            long id,
            String typologie,
            String groupe,
            String origine,
            @Nullable String entite,
            @Nullable String region,
            @Nullable String departement,
            String libelle,
            String territoire,
            Instant debut,
            @Nullable Instant fin) {

        /** Given by SIAP, which alone may take it back. */
        public boolean deSiap() {
            return origine.equals("SIAP");
        }
    }

    /** @throws ErreurMetier 404 for an account that is not there, or not for this reader */
    @Transactional(readOnly = true)
    public Compte lire(UUID uuid, Identite identite) {
        var portee = Portee.de(identite);
        var parametres = new HashMap<String, Object>(portee.parametres());
        parametres.put("uuid", uuid);
        return jdbc.sql("""
            select u.uuid, u.version, u.username, u.cerbere_login, u.prenom, u.nom, u.email, u.email_secondaire,
              u.preferences_email, u.staff, u.superuser, u.actif, u.derniere_connexion, u.cree_le
            from utilisateur u where u.uuid = :uuid and %s\
            """.formatted(portee.comptes()))
                .params(parametres)
                .query((rs, rang) -> new Compte(
                        rs.getObject("uuid", UUID.class),
                        rs.getLong("version"),
                        rs.getString("username"),
                        rs.getString("cerbere_login"),
                        rs.getString("prenom"),
                        rs.getString("nom"),
                        rs.getString("email"),
                        rs.getString("email_secondaire"),
                        rs.getString("preferences_email"),
                        rs.getBoolean("staff"),
                        rs.getBoolean("superuser"),
                        rs.getBoolean("actif"),
                        instant(rs, "derniere_connexion"),
                        rs.getTimestamp("cree_le").toInstant()))
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Ce compte n’existe pas, ou n’a aucun rôle dans le périmètre de votre habilitation."));
    }

    /** Roles of the account, those in force first; those withdrawn for the support team alone. */
    @Transactional(readOnly = true)
    public List<RoleLu> roles(UUID uuid, Identite identite) {
        var portee = Portee.de(identite);
        var parametres = new HashMap<String, Object>(portee.parametres());
        parametres.put("uuid", uuid);
        return jdbc.sql("""
            select r.id, r.typologie, r.groupe, r.origine, coalesce(b.nom, a.nom) entite, r.region, r.departement,
              r.libelle, r.territoire, r.debut, r.fin
            from role r left join bailleur_connu b on b.uuid = r.bailleur
              left join administration_connue a on a.uuid = r.administration
            where r.utilisateur = :uuid and %s and %s order by r.fin desc nulls first, r.id limit 500\
            """.formatted(portee.roles(), Portee.exploitation(identite) ? "true" : "r.fin is null"))
                .params(parametres)
                .query((rs, rang) -> new RoleLu(
                        rs.getLong("id"),
                        rs.getString("typologie"),
                        rs.getString("groupe"),
                        rs.getString("origine"),
                        rs.getString("entite"),
                        rs.getString("region"),
                        rs.getString("departement"),
                        rs.getString("libelle"),
                        rs.getString("territoire"),
                        rs.getTimestamp("debut").toInstant(),
                        instant(rs, "fin")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet rs, String colonne) throws SQLException {
        var valeur = rs.getTimestamp(colonne);
        return valeur == null ? null : valeur.toInstant();
    }
}
