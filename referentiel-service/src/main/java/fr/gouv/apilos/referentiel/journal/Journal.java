package fr.gouv.apilos.referentiel.journal;

import fr.gouv.apilos.platform.security.Identite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the changes of the référentiel. */
@Service
public class Journal {

    private static final int MOTIF_MAX = 100;
    private static final int NOM_MAX = 255;
    private static final String COLONNES = """
        sequence, evenement, entite, uuid, version, geste, survenu_le, utilisateur_nom, motif, etat::text as etat\
        """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final RowMapper<Changement> ligne = this::lire;

    Journal(JdbcClient jdbc, JsonMapper json, Clock horloge) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
    }

    /**
     * What the writer of a change needs to tell it.
     *
     * @param sequence place among all changes
     * @param evenement identifier of the message
     */
    public record Note(long sequence, UUID evenement, Instant survenuLe) {}

    /**
     * Takes the turn of writing, until the transaction ends. Before any lock on a row: two transactions that write several rows
     * in opposite orders then follow each other, and never wait for each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reserver() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('referentiel.changement'))")
                .query((rs, rang) -> rang)
                .list();
    }

    /**
     * Notes a change in the transaction that makes it. Until that transaction ends, other changes wait: a number never
     * appears after a greater one was read.
     *
     * @param motif why, at most 100 characters are kept; null when nobody said
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Note noter(Entite entite, UUID uuid, long version, Geste geste, Object etat, @Nullable String motif) {
        reserver();
        // Only people are authors; a program says why instead.
        var auteur = Identite.facultative().filter(i -> !i.estService());
        var evenement = UUID.randomUUID();
        var maintenant = horloge.instant();
        long sequence = jdbc.sql("""
            insert into changement (evenement, entite, uuid, version, geste, survenu_le, utilisateur, utilisateur_nom,
              motif, etat)
            values (:evenement, :entite, :uuid, :version, :geste, :survenuLe, :utilisateur, :nom, :motif, :etat::jsonb)
            returning sequence\
            """)
                .param("evenement", evenement)
                .param("entite", entite.name())
                .param("uuid", uuid)
                .param("version", version)
                .param("geste", geste.code())
                .param("survenuLe", maintenant.atOffset(ZoneOffset.UTC))
                .param("utilisateur", auteur.map(Identite::utilisateur).orElse(null), java.sql.Types.OTHER)
                .param("nom", auteur.map(a -> tronquer(a.nom(), NOM_MAX)).orElse(null), java.sql.Types.VARCHAR)
                .param("motif", motif == null ? null : tronquer(motif, MOTIF_MAX), java.sql.Types.VARCHAR)
                .param("etat", json.writeValueAsString(etat))
                .query(Long.class)
                .single();
        return new Note(sequence, evenement, maintenant);
    }

    /** The changes after a number, oldest first: what a consumer missed. */
    @Transactional(readOnly = true)
    public List<Changement> depuis(long sequence, int taille) {
        return jdbc.sql("select " + COLONNES
                        + " from changement where sequence > :depuis order by sequence limit :taille")
                .param("depuis", sequence)
                .param("taille", taille)
                .query(ligne)
                .list();
    }

    /** The greatest number given, 0 when nothing ever changed. */
    @Transactional(readOnly = true)
    public long derniere() {
        return jdbc.sql("select coalesce(max(sequence), 0) from changement")
                .query(Long.class)
                .single();
    }

    /** The changes of one object, most recent first (03 A3.1). */
    @Transactional(readOnly = true)
    public List<Changement> de(Entite entite, UUID uuid, int combien) {
        return jdbc.sql(
                        "select " + COLONNES
                                + " from changement where entite = :entite and uuid = :uuid order by sequence desc limit :taille")
                .param("entite", entite.name())
                .param("uuid", uuid)
                .param("taille", combien)
                .query(ligne)
                .list();
    }

    private Changement lire(ResultSet rs, int rang) throws SQLException {
        return new Changement(
                rs.getLong("sequence"),
                rs.getObject("evenement", UUID.class),
                Entite.valueOf(rs.getString("entite")),
                rs.getObject("uuid", UUID.class),
                rs.getLong("version"),
                Geste.parCode(Objects.requireNonNull(rs.getString("geste"))),
                rs.getObject("survenu_le", java.time.OffsetDateTime.class).toInstant(),
                rs.getString("utilisateur_nom"),
                rs.getString("motif"),
                json.readTree(Optional.ofNullable(rs.getString("etat")).orElse("{}")));
    }

    private static String tronquer(String texte, int longueur) {
        return texte.length() <= longueur ? texte : texte.substring(0, longueur);
    }
}
