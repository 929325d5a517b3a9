package fr.gouv.apilos.benchmarks;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import fr.gouv.apilos.convention.ConventionApplication;
import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.ServicesReels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.MockMvc;

/**
 * Server time of the import of a spreadsheet of dwellings, on the whole service and a real PostgreSQL: deposit, verification
 * page, application. Prints the median and the worst of 20 imports after 5 to warm up; target of the three together: 2 s.
 * Arguments: number of rows (500).
 */
public final class ImportDeLogements {

    private static final int MISE_EN_TRAIN = 5;
    private static final int MESURES = 20;

    private ImportDeLogements() {}

    @ServicesReels
    @SpringBootTest(classes = ConventionApplication.class)
    @AutoConfigureMockMvc
    static class Service {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int rangs = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
        var contexte = new TestContextManager(Service.class).getTestContext().getApplicationContext();
        var mvc = contexte.getBean(MockMvc.class);
        var convention =
                convention(contexte.getBean(ProgrammeRepository.class), contexte.getBean(ConventionRepository.class));
        var durees = new long[MESURES][3];
        for (int i = -MISE_EN_TRAIN; i < MESURES; i++) {
            // Every other file renames every dwelling, so that each import replaces them all.
            var mesure = importer(mvc, convention, fichier(rangs, i % 2 == 0 ? "A" : "B"));
            if (i >= 0) {
                durees[i] = mesure;
            }
        }
        var noms = new String[] {"deposit", "verification page", "application"};
        for (int etape = 0; etape < noms.length; etape++) {
            int e = etape;
            dire(noms[etape], Arrays.stream(durees).mapToLong(d -> d[e]).toArray());
        }
        dire(
                "import of " + rangs + " rows",
                Arrays.stream(durees).mapToLong(d -> d[0] + d[1] + d[2]).toArray());
        System.exit(0);
    }

    private static long[] importer(MockMvc mvc, UUID convention, byte[] fichier) throws Exception {
        var personne = JetonDeTest.de(JetonDeTest.staff());
        var base = "/conventions/logements/" + convention + "/import";
        long debut = System.nanoTime();
        var attente = mvc.perform(multipart(base)
                        .file(new MockMultipartFile("fichier", "logements.xlsx", null, fichier))
                        .with(personne))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        long depose = System.nanoTime();
        var page = mvc.perform(get(String.valueOf(attente)).with(personne))
                .andReturn()
                .getResponse();
        if (!page.getContentAsString().contains("Appliquer le fichier")) {
            throw new IllegalStateException("refused: " + page.getContentAsString());
        }
        long verifie = System.nanoTime();
        int statut = mvc.perform(post(String.valueOf(attente)).with(personne))
                .andReturn()
                .getResponse()
                .getStatus();
        if (statut != 302) {
            throw new IllegalStateException("not applied: " + statut);
        }
        return new long[] {depose - debut, verifie - depose, System.nanoTime() - verifie};
    }

    private static UUID convention(ProgrammeRepository programmes, ConventionRepository conventions) {
        var maintenant = Instant.EPOCH;
        var programme = programmes.save(new Programme(
                UUID.randomUUID(), "Résidence mesurée", UUID.randomUUID(), UUID.randomUUID(), maintenant));
        var convention = new Convention(UUID.randomUUID(), programme.id(), Acteur.de(JetonDeTest.staff()), maintenant);
        convention.ajouterLot(UUID.randomUUID(), Financement.PLUS, TypeHabitat.COLLECTIF, 500);
        return conventions.saveAndFlush(convention).id();
    }

    private static byte[] fichier(int nombre, String batiment) throws IOException {
        var rangs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < nombre; i++) {
            var rang = new HashMap<String, Object>();
            rang.put("designation", batiment + " " + i);
            rang.put("typologie", "T2");
            rang.put("financement", "PLUS");
            rang.put("surface_habitable", new BigDecimal("50.00"));
            rang.put("surface_annexes", new BigDecimal("4.00"));
            rang.put("surface_annexes_retenue", new BigDecimal("2.00"));
            rang.put("surface_utile", new BigDecimal("52.00"));
            rang.put("loyer_par_metre_carre", new BigDecimal("6.50"));
            rang.put("coeficient", new BigDecimal("1.0000"));
            rang.put("loyer", new BigDecimal("338.00"));
            rangs.add(rang);
        }
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(Modeles.LOGEMENTS, rangs, sortie);
        return sortie.toByteArray();
    }

    private static void dire(String quoi, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-24s median %5d ms, worst %5d ms%n",
                quoi, nanos[nanos.length / 2] / 1_000_000, nanos[nanos.length - 1] / 1_000_000);
    }
}
