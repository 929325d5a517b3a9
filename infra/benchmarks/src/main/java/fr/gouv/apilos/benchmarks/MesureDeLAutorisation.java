package fr.gouv.apilos.benchmarks;

import fr.gouv.apilos.convention.ConventionApplication;
import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.ServicesReels;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestContextManager;

/**
 * What a page of a convention spends to know whether its reader may see it: the signature of the token and its claims, the
 * condition of a list, the rights on one convention (one statement on a real PostgreSQL). Prints the median and the 99 % of
 * 5 000 of each after 2 000 to warm up. habilitation-service is not there at all.
 */
public final class MesureDeLAutorisation {

    private static final int MISE_EN_TRAIN = 2_000;
    private static final int MESURES = 5_000;
    private static final Perimetre.Colonnes COLONNES =
            new Perimetre.Colonnes("region", "departement", "code_postal", "bailleur", "administration");

    private MesureDeLAutorisation() {}

    @ServicesReels
    @SpringBootTest(classes = ConventionApplication.class)
    static class Service {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var contexte = new TestContextManager(Service.class).getTestContext().getApplicationContext();
        var droits = contexte.getBean(DroitsConvention.class);
        var bailleur = UUID.randomUUID();
        var identite = JetonDeTest.bailleur(bailleur);
        var jeton = JetonDeTest.jeton(identite);
        var decodeur = JetonDeTest.decodeur();
        var convention = convention(
                contexte.getBean(ProgrammeRepository.class), contexte.getBean(ConventionRepository.class), bailleur);
        dire("token: signature, dates, claims", () -> {
            var lu = decodeur.decode(jeton);
            return JetonInterne.lire(lu.getSubject(), lu.getClaims());
        });
        dire("list: the condition of its statement", () -> identite.perimetre().versSql(COLONNES));
        dire("one convention: where it stands, perimeter, permission", () -> {
            droits.exigerVoir(convention, identite);
            return identite;
        });
        System.exit(0);
    }

    private static void dire(String quoi, Supplier<?> acte) {
        var durees = new long[MESURES];
        Object dernier = null;
        for (int i = -MISE_EN_TRAIN; i < MESURES; i++) {
            long debut = System.nanoTime();
            dernier = acte.get();
            if (i >= 0) {
                durees[i] = System.nanoTime() - debut;
            }
        }
        Arrays.sort(durees);
        System.out.printf(
                "%s: median %.1f µs, 99 %% %.1f µs (%s)%n",
                quoi,
                durees[MESURES / 2] / 1_000.0,
                durees[MESURES * 99 / 100] / 1_000.0,
                dernier instanceof Identite i ? i.profil() : "");
    }

    private static UUID convention(ProgrammeRepository programmes, ConventionRepository conventions, UUID bailleur) {
        var programme = programmes.save(
                new Programme(UUID.randomUUID(), "Résidence mesurée", bailleur, UUID.randomUUID(), Instant.EPOCH));
        return conventions
                .saveAndFlush(new Convention(
                        UUID.randomUUID(), programme.id(), Acteur.de(JetonDeTest.staff()), Instant.EPOCH))
                .id();
    }
}
