package fr.gouv.apilos.benchmarks;

import fr.gouv.apilos.convention.ConventionApplication;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares;
import fr.gouv.apilos.convention.telechargement.FichiersPrepares.Etat;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.ServicesReels;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Export of the whole list as a workbook, on the whole service and a real PostgreSQL: time from the request to the file in
 * the store, and what the heap holds meanwhile, garbage collected (a collection is asked for every second of a run of its
 * own, which is therefore not the one that is timed). Arguments: number of conventions (200000).
 */
public final class ExportDeLaListe {

    private static final long MIO = 1 << 20;

    private ExportDeLaListe() {}

    @ServicesReels
    @SpringBootTest(classes = ConventionApplication.class)
    @AutoConfigureMockMvc
    static class Service {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int nombre = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
        var contexte = new TestContextManager(Service.class).getTestContext().getApplicationContext();
        var jdbc = contexte.getBean(JdbcClient.class);
        var mvc = contexte.getBean(MockMvc.class);
        var fichiers = contexte.getBean(FichiersPrepares.class);
        remplir(jdbc, nombre);
        int projetees = mvc.perform(MockMvcRequestBuilders.post("/admin/recherche/reconstruction")
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .andReturn()
                .getResponse()
                .getStatus();
        if (projetees != 200) {
            throw new IllegalStateException("the projection was not built: " + projetees);
        }
        jdbc.sql("analyze").update();
        exporter(mvc, fichiers, nombre, "warm-up");
        long avant = vivante();
        exporter(mvc, fichiers, nombre, "timed");
        var fin = new AtomicBoolean();
        var haute = new AtomicLong();
        var veille = Thread.ofPlatform().daemon().start(() -> {
            while (!fin.get()) {
                haute.accumulateAndGet(vivante(), Math::max);
                attendre(1000);
            }
        });
        exporter(mvc, fichiers, nombre, "watched");
        fin.set(true);
        veille.join();
        System.out.printf(
                "heap before %d MiB, highest live while exporting %d MiB, more %d MiB%n",
                avant / MIO, haute.get() / MIO, (haute.get() - avant) / MIO);
        System.exit(0);
    }

    private static void exporter(MockMvc mvc, FichiersPrepares fichiers, int nombre, String quoi) throws Exception {
        var staff = JetonDeTest.staff();
        long debut = System.nanoTime();
        var suite = mvc.perform(
                        MockMvcRequestBuilders.post("/conventions/export-list").with(JetonDeTest.de(staff)))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        var id = UUID.fromString(suite.substring(suite.lastIndexOf('/') + 1));
        var fichier = fichiers.un(id, staff);
        while (!fichier.etat().fini()) {
            attendre(50);
            fichier = fichiers.un(id, staff);
        }
        if (fichier.etat() != Etat.PRET || fichier.total() < nombre) {
            throw new IllegalStateException("not exported: " + fichier);
        }
        System.out.printf(
                "%s: %d rows, %d ms, %.1f MB%n",
                quoi, fichier.total(), (System.nanoTime() - debut) / 1_000_000, fichier.taille() / 1e6);
    }

    private static long vivante() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void attendre(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remplir(JdbcClient jdbc, int nombre) {
        var bailleur = UUID.randomUUID();
        var administration = UUID.randomUUID();
        var noms = Map.of("bailleur", bailleur, "administration", administration, "nombre", nombre);
        jdbc.sql("""
            insert into reference_bailleur (uuid, nom, siret, siren, nature_bailleur, version, supprime)
            values (:bailleur, 'Calanques Habitat', '82000000800011', '820000008', 'HLM', 1, false)\
            """).params(noms).update();
        jdbc.sql("""
            insert into reference_administration (uuid, nom, code, version, supprime)
            values (:administration, 'Métropole mesurée', 'MESURE', 1, false)\
            """).params(noms).update();
        jdbc.sql("""
            insert into programme (id, nom, numero_operation, bailleur, administration, adresse, code_postal, ville,
              code_insee_commune, code_insee_departement, code_insee_region, date_achevement_compile)
            select md5('p' || n)::uuid, 'Résidence mesurée numéro ' || n, '2026' || n, :bailleur, :administration,
              n || ' avenue des Cèdres', '13008', 'Marseille', '13208', '13', '93', date '2026-01-01' + n % 900
            from generate_series(1, :nombre) n\
            """).params(noms).update();
        jdbc.sql("""
            insert into convention (id, programme, statut, numero, numero_pour_recherche, date_fin_conventionnement,
              televersement_convention_signee_le)
            select md5('c' || n)::uuid, md5('p' || n)::uuid, 'SIGNEE', '13/M/' || n, '13M' || n, date '2066-06-30',
              date '2025-01-01' + n % 700
            from generate_series(1, :nombre) n\
            """).params(noms).update();
        jdbc.sql("""
            insert into lot (id, convention, ordre, nb_logements, financement)
            select md5('l' || n || f)::uuid, md5('c' || n)::uuid, case f when 'PLUS' then 0 else 1 end, 12, f
            from generate_series(1, :nombre) n cross join (values ('PLUS'), ('PLAI')) t(f)\
            """).params(noms).update();
        jdbc.sql("""
            insert into logement (id, lot, designation, loyer_par_metre_carre, import_order)
            select md5('g' || n || o)::uuid, md5('l' || n || 'PLUS')::uuid, 'A' || o, 6.11, o
            from generate_series(1, :nombre) n cross join generate_series(1, 3) o\
            """).params(noms).update();
    }
}
