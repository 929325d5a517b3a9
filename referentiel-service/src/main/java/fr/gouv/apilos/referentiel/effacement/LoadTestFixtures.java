package fr.gouv.apilos.referentiel.effacement;

import fr.gouv.apilos.platform.command.CommandeDExploitation;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.security.JetonDeService;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code load_test_fixtures}: a test bailleur, a test administration, two accounts and thirty made-up programmes, after the two
 * questions operators know (07 §13.4). Refused in production before any question, by each service.
 */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
@Command(
        name = "load_test_fixtures",
        description =
                "Charge un bailleur, une administration, deux comptes et trente programmes d’essai. Refusé en production.")
class LoadTestFixtures extends CommandeDExploitation {

    static final String CODE = "00000";
    static final String SIRET = "12345678900000";
    private static final Set<String> OUI = Set.of("y", "yes", "oui");
    private static final Set<String> NON = Set.of("n", "no", "non");

    private final Environnement environnement;
    private final Administrations administrations;
    private final Bailleurs bailleurs;
    private final Voisin conventions;
    private final Voisin habilitations;

    @Option(
            names = "--truncate-operations",
            paramLabel = "y|n",
            defaultValue = Option.NULL_VALUE,
            description = "efface d’abord tous les programmes et conventions ; non par défaut")
    private @Nullable String operations;

    @Option(
            names = "--truncate-users",
            paramLabel = "y|n",
            defaultValue = Option.NULL_VALUE,
            description = "efface d’abord les comptes hors équipe ; non par défaut")
    private @Nullable String utilisateurs;

    LoadTestFixtures(
            Environnement environnement,
            Administrations administrations,
            Bailleurs bailleurs,
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.convention}") String adresseDesConventions,
            @Value("${apilos.services.habilitation}") String adresseDesHabilitations) {
        this.environnement = environnement;
        this.administrations = administrations;
        this.bailleurs = bailleurs;
        this.conventions = new Voisin("convention-service", adresseDesConventions, http.clone(), jeton);
        this.habilitations = new Voisin("habilitation-service", adresseDesHabilitations, http.clone(), jeton);
    }

    @Override
    public Integer call() {
        if (environnement.estProduction()) {
            avertir("This action can't be called in production environment");
            return LigneDeCommande.REFUS;
        }
        // The answers before the writes: who stops at a question has changed nothing.
        boolean vider = oui(
                operations,
                "Do you want to truncate Conventions/Operations/Lots (N/y) ?",
                "Using default option: Operation won't be truncated");
        boolean viderLesComptes = oui(
                utilisateurs,
                "Do you want to truncate Users (N/y) ?",
                "Using default option: Users won't be truncated");
        var administration = administration();
        var bailleur = bailleur();
        if (vider) {
            long restants = 1;
            while (restants > 0) {
                restants = conventions.effacer();
            }
            dire("Conventions, programmes et lots effacés");
        }
        var comptes = habilitations.preparer(
                Map.of("bailleur", bailleur, "administration", administration, "vider", viderLesComptes));
        if (viderLesComptes) {
            dire(comptes.path("effaces").asInt() + " comptes effacés");
        }
        dire("Comptes demo.bailleur et demo.instructeur : leur mot de passe se choisit par password-link");
        var faites = conventions.preparer(Map.of("bailleur", bailleur, "administration", administration));
        dire("30 programmes et " + faites.path("conventions").asInt() + " conventions d’essai créés");
        return 0;
    }

    /** what is neither yes nor no keeps everything, and says so. */
    private boolean oui(@Nullable String donnee, String question, String parDefaut) {
        var reponse = choisir(donnee, question);
        var lue = reponse == null ? "" : reponse.toLowerCase(Locale.ROOT);
        if (!OUI.contains(lue) && !NON.contains(lue)) {
            dire(parDefaut);
        }
        return OUI.contains(lue);
    }

    private UUID administration() {
        var connue = administrations.parCode(CODE);
        var fiche =
                new Administration.Fiche("Administration DAP Test", CODE, "Ville de test", null, null, null, 3, null);
        return administrations
                .ecrire(connue.map(a -> a.retablie().avec(fiche))
                        .orElseGet(() -> Administration.nouvelle(UUID.randomUUID(), fiche)))
                .uuid();
    }

    private UUID bailleur() {
        var connu = bailleurs.parSiret(new Siret(SIRET));
        var fiche = new Bailleur.Fiche(
                "Bailleur HLM de test",
                SIRET,
                "HLM",
                "OFFICE_PUBLIC_HLM",
                null,
                "1 rue des Essais",
                "00100",
                "Ville de test",
                new BigDecimal("10000.01"),
                "Signataire de test",
                "Direction générale",
                LocalDate.of(2020, 1, 1),
                null);
        return bailleurs
                .ecrire(connu.map(b -> b.retabli().avec(fiche))
                        .orElseGet(() -> Bailleur.nouveau(UUID.randomUUID(), "", fiche)))
                .uuid();
    }
}
