package fr.gouv.apilos.platform.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Who ran which command of operators, when, with what, and what it answered (07 §30, row 10). */
class JournalDesCommandes {

    private static final int SORTIE_MAX = 20_000;
    private static final int DERNIERES = 100;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;

    JournalDesCommandes(JdbcClient jdbc, JsonMapper json, Clock horloge) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
    }

    /**
     * Who runs.
     *
     * @param utilisateur null for a terminal
     */
    record Auteur(@Nullable UUID utilisateur, String nom) {}

    /**
     * A run.
     *
     * @param fin null while it runs, or when its process was killed
     * @param code as {@link LigneDeCommande} says
     */
    record ExecutionDeCommande(
            UUID id,
            String commande,
            List<String> arguments,
            String auteur,
            OffsetDateTime debut,
            @Nullable OffsetDateTime fin,
            @Nullable Integer code,
            @Nullable String sortie) {}

    /** Writes that a run begins, before it does. */
    Recit commencer(List<String> arguments, Auteur auteur) {
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into commande_executee (id, commande, arguments, utilisateur, auteur, debut)
            values (:id, :commande, :arguments::jsonb, :utilisateur, :auteur, :debut)\
            """)
                .param("id", id)
                .param("commande", arguments.getFirst())
                .param("arguments", json.writeValueAsString(arguments.subList(1, arguments.size())))
                .param("utilisateur", auteur.utilisateur(), java.sql.Types.OTHER)
                .param(
                        "auteur",
                        auteur.nom().substring(0, Math.min(255, auteur.nom().length())))
                .param("debut", maintenant())
                .update();
        return new Recit(id);
    }

    /** The latest runs. */
    List<ExecutionDeCommande> dernieres() {
        return jdbc.sql("select id, commande, arguments::text, auteur, debut, fin, code, sortie from commande_executee"
                        + " order by debut desc limit " + DERNIERES)
                .query((rs, rang) -> new ExecutionDeCommande(
                        rs.getObject("id", UUID.class),
                        rs.getString("commande"),
                        List.of(json.readValue(rs.getString("arguments"), String[].class)),
                        rs.getString("auteur"),
                        rs.getObject("debut", OffsetDateTime.class),
                        rs.getObject("fin", OffsetDateTime.class),
                        rs.getObject("code", Integer.class),
                        rs.getString("sortie")))
                .list();
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }

    /** One run being written. */
    final class Recit {

        private final UUID id;
        private final StringWriter dit = new StringWriter();

        private Recit(UUID id) {
            this.id = id;
        }

        /** The same output, of which the beginning is kept. */
        PrintWriter copier(PrintWriter sortie) {
            return new PrintWriter(
                    new Writer() {
                        @Override
                        public void write(char[] texte, int debut, int longueur) {
                            sortie.write(texte, debut, longueur);
                            int reste = SORTIE_MAX - dit.getBuffer().length();
                            if (reste > 0) {
                                dit.write(texte, debut, Math.min(longueur, reste));
                            }
                        }

                        @Override
                        public void flush() {
                            sortie.flush();
                        }

                        @Override
                        public void close() throws IOException {
                            flush();
                        }
                    },
                    true);
        }

        /** Writes how it ended. */
        void finir(int code) {
            jdbc.sql("update commande_executee set fin = :fin, code = :code, sortie = :sortie where id = :id")
                    .param("fin", maintenant())
                    .param("code", code)
                    // PostgreSQL takes no NUL in a text.
                    .param("sortie", dit.toString().replace("\0", ""))
                    .param("id", id)
                    .update();
        }
    }
}
