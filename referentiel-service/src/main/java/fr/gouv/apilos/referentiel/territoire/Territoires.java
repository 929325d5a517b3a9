package fr.gouv.apilos.referentiel.territoire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tables of territories, written again at each deployment from the files of the product (03 C1, 07 ). */
@Service
public class Territoires {

    private static final Logger LOG = LoggerFactory.getLogger(Territoires.class);
    private static final RowMapper<Commune> COMMUNE = new SimplePropertyRowMapper<>(Commune.class);
    /** Old and new files differ by a few communes a year; as many rows, as recent: nothing to do. */
    private static final String PREMIERE = "01001";

    private final JdbcClient jdbc;

    Territoires(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Upserts régions and départements by their keys, and loads the communes when there are none.
     *
     * @return number of communes known
     */
    @Transactional
    public long peupler() {
        Decoupage.regions()
                .forEach((code, nom) ->
                        jdbc.sql("""
            insert into region (code, nom) values (:code, :nom) on conflict (code) do update set nom = excluded.nom\
            """).param("code", code).param("nom", nom).update());
        for (var d : Decoupage.departements()) {
            // By INSEE code (07 D27): a row somebody changed by hand is put right, and that is told.
            jdbc.sql("select nom from departement where code_insee = :codeInsee"
                            + " and (id, nom, code_insee_region, code_postal) <> (:id, :nom, :region, :codePostal)")
                    .paramSource(d)
                    .query(String.class)
                    .optional()
                    .ifPresent(nom -> LOG.warn("Département {} was « {} »: its row is put right", d.libelle(), nom));
            jdbc.sql("""
                insert into departement (id, nom, code_insee, code_insee_region, code_postal)
                values (:id, :nom, :codeInsee, :region, :codePostal)
                on conflict (code_insee) do update set id = excluded.id, nom = excluded.nom,
                  code_insee_region = excluded.code_insee_region, code_postal = excluded.code_postal\
                """).paramSource(d).update();
        }
        if (!jdbc.sql("select exists (select from commune where code_insee = :une)")
                .param("une", PREMIERE)
                .query(Boolean.class)
                .single()) {
            try (var fichier = Territoires.class.getResourceAsStream("/territoires/communes.csv.gz")) {
                remplacerLesCommunes(new GZIPInputStream(Objects.requireNonNull(fichier)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jdbc.sql("select count(*) from commune").query(Long.class).single();
    }

    /**
     * Replaces every commune by those of a file.
     *
     * @param csv {@code code_insee;code_postal;nom;departement} with its header
     */
    private void remplacerLesCommunes(InputStream csv) throws IOException {
        var texte = new String(csv.readAllBytes(), StandardCharsets.UTF_8);
        jdbc.sql("delete from commune").update();
        // One statement for 35 000 rows: the file is cut by the database.
        int lues = jdbc.sql("""
            insert into commune (code_insee, code_postal, nom, departement, cherche)
            select split_part(l, ';', 1), split_part(l, ';', 2), split_part(l, ';', 3), split_part(l, ';', 4),
              texte_cherche(split_part(l, ';', 3))
            from string_to_table(:texte, E'\\n') with ordinality as t(l, rang) where rang > 1 and l <> ''\
            """).param("texte", texte).update();
        LOG.info("{} communes loaded", lues);
    }

    /** The communes of a postal code, by name. */
    @Transactional(readOnly = true)
    public List<Commune> parCodePostal(String codePostal) {
        return jdbc.sql("select code_insee, code_postal, nom, departement from commune where code_postal = :codePostal"
                        + " order by nom")
                .param("codePostal", codePostal)
                .query(COMMUNE)
                .list();
    }

    /** Communes by the beginning of their postal code or by words of their name, 20 at most. */
    @Transactional(readOnly = true)
    public List<Commune> chercher(String q) {
        var propre = q.strip();
        if (propre.length() < 2) {
            return List.of();
        }
        var condition = propre.matches("\\d{2,5}")
                ? "code_postal like :debut"
                : "cherche like '%' || ltrim(texte_cherche(:q)) || '%'";
        return jdbc.sql("select code_insee, code_postal, nom, departement from commune where " + condition
                        + " order by (cherche like texte_cherche(:q) || '%') desc, nom, code_postal limit 20")
                .param("debut", propre + "%")
                .param("q", propre)
                .query(COMMUNE)
                .list();
    }

    /** Names of communes by INSEE code. */
    @Transactional(readOnly = true)
    public List<Commune> parCodes(Collection<String> codes) {
        return codes.isEmpty()
                ? List.of()
                : jdbc.sql("select distinct on (nom, code_insee) code_insee, code_postal, nom, departement from commune"
                                + " where code_insee in (:codes) order by nom, code_insee, code_postal")
                        .param("codes", codes)
                        .query(COMMUNE)
                        .list();
    }

    /** On one machine the tables are filled inside the first start (ADR 0005). */
    @Component
    @Profile("!commande")
    static class AuDemarrage implements ApplicationRunner {
        private final Territoires territoires;
        private final boolean actif;

        AuDemarrage(Territoires territoires, @Value("${apilos.post-deploiement}") boolean actif) {
            this.territoires = territoires;
            this.actif = actif;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            if (actif) {
                territoires.peupler();
            }
        }
    }
}
