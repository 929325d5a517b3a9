package fr.gouv.apilos.habilitation.historique;

import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the history inside the transaction of the change; nothing when nothing changed. Source: 04 R8, D10, D22. */
@Component
public class Historique {

    /** Who acts when it is no person. */
    public static final String SYSTEME = "système";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;

    Historique(JdbcClient jdbc, JsonMapper json, Clock horloge) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
    }

    /**
     * Notes a change of one object.
     *
     * @param objet kind of object, for instance {@code utilisateur}
     * @param avant its fields before, null when it is created
     * @param apres its fields after, null when it is withdrawn
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noter(String objet, Object identifiant, Map<String, ?> avant, Map<String, ?> apres) {
        noter(objet, identifiant, avant, apres, null);
    }

    /**
     * The same, with the reason.
     *
     * @param motif at most 100 characters, or null
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noter(String objet, Object identifiant, Map<String, ?> avant, Map<String, ?> apres, String motif) {
        if (Objects.equals(avant, apres)) {
            return;
        }
        var acteur = Identite.facultative().filter(i -> !i.estService());
        jdbc.sql("""
            insert into historique (objet, identifiant, action, avant, apres, acteur, acteur_nom, motif, survenu_le)
            values (:objet, :identifiant, :action, cast(:avant as jsonb), cast(:apres as jsonb), :acteur,
                    :nom, :motif, :quand)\
            """)
                .param("objet", objet)
                .param("identifiant", identifiant.toString())
                .param("action", avant == null ? "CREATION" : apres == null ? "RETRAIT" : "MODIFICATION")
                .param("avant", avant == null ? null : json.writeValueAsString(avant))
                .param("apres", apres == null ? null : json.writeValueAsString(apres))
                .param("acteur", acteur.map(Identite::utilisateur).orElse(null))
                .param("nom", acteur.map(Identite::nom).orElse(SYSTEME))
                .param("motif", motif == null || motif.isBlank() ? null : motif.strip())
                .param("quand", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * A line of the history, as pages tell it.
     *
     * @param objet {@code utilisateur} or {@code role}
     * @param avant fields before, null when the object was created
     * @param apres fields after, null when it was withdrawn
     * @param motif why, or null
     */
    public record Acte(
            String objet,
            String action,
            JsonNode avant,
            JsonNode apres,
            String acteurNom,
            String motif,
            Instant survenuLe) {}

    /** What happened to a person, account and roles together, newest first. */
    public List<Acte> dePersonne(UUID personne) {
        return jdbc.sql("""
            select objet, action, avant::text, apres::text, acteur_nom, motif, survenu_le from historique
            where sujet = :sujet order by survenu_le desc, id desc limit 200\
            """)
                .param("sujet", personne)
                .query((rs, _) -> new Acte(
                        rs.getString(1),
                        rs.getString(2),
                        lire(rs.getString(3)),
                        lire(rs.getString(4)),
                        rs.getString(5),
                        rs.getString(6),
                        rs.getTimestamp(7).toInstant()))
                .list();
    }

    private JsonNode lire(String texte) {
        return texte == null ? null : json.readTree(texte);
    }

    /** A line of the history. */
    public record Ligne(String action, String avant, String apres, UUID acteur, String acteurNom, Instant survenuLe) {}

    /** The changes of one object, newest first. */
    public List<Ligne> lire(String objet, Object identifiant) {
        return jdbc.sql("""
            select action, avant::text, apres::text, acteur, acteur_nom, survenu_le from historique
            where objet = :objet and identifiant = :identifiant order by survenu_le desc, id desc limit 200\
            """)
                .param("objet", objet)
                .param("identifiant", identifiant.toString())
                .query((rs, _) -> new Ligne(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getObject(4, UUID.class),
                        rs.getString(5),
                        rs.getTimestamp(6).toInstant()))
                .list();
    }
}
