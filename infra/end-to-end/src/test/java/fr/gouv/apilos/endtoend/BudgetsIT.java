package fr.gouv.apilos.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What pages may cost, for every page type of the job, reader and state (ux §2 "Budget of a page"; §4 points 1–8, 19 and
 * 20; §3 items 1, 2, 3, 7, 8 and 10). Figures are kept in {@code target/budgets.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BudgetsIT {

    private static final String OPERATION = "20261100011";
    private static final int LOGEMENTS = 100;
    private static final int BEAUCOUP = 500;
    private static final double UTILISABLE_MS = 1000;

    /** Conventions of the demo data set, inside the perimeter of the accounts used here. */
    private static final String EN_INSTRUCTION = "d8af63aa-05e0-59be-98d3-889f08ee1ebf";

    private static final String EN_CORRECTION = "52908040-19d1-5037-a75c-2a9ea3805ee4";
    private static final String A_SIGNER = "407cc7eb-b719-5979-950c-a5d9aed88506";
    private static final String FINALISEE = "1c931eba-9a2e-5336-bf0b-4cc4cd7485f2";

    /** Page types also looked at in the dark scheme; {@code GalerieIT} looks at every component. */
    private static final Set<String> EN_SOMBRE =
            Set.of("liste", "récapitulatif", "étape logements", "vérification", "documents", "connexion");

    private static final Map<String, Navigateur> PERSONNES = new HashMap<>();
    private static final Map<String, Mesure> MESURES = new LinkedHashMap<>();
    /** Window title of each page type, to find two that share one. */
    private static final Map<String, String> TITRES = new LinkedHashMap<>();

    private static String projet;

    /**
     * One page in one state.
     *
     * @param type page type; its states share a window title
     * @param compte who reads, or empty for nobody
     * @param venir from anywhere to the page in that state
     */
    private record Cas(String type, String etat, String compte, Budget budget, Consumer<Navigateur> venir) {
        String nom() {
            return type + ", " + etat + (compte.isEmpty() ? "" : ", " + compte);
        }
    }

    @BeforeAll
    static void preparer() {
        for (var compte : List.of("bailleur", "instructeur", "lecture", "lecturebailleur", "administrateur", "multi")) {
            PERSONNES.put(compte, Navigateur.connecte(compte));
        }
        PERSONNES.put("", Navigateur.anonyme());
        PERSONNES.values().forEach(Navigateur::mesurer);
        var bailleur = personne("bailleur");
        bailleur.aller("/operations/" + OPERATION);
        var creer =
                bailleur.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Créer la convention"));
        if (creer.isVisible()) {
            creer.click();
        }
        bailleur.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("PLUS").setExact(true))
                .click();
        projet = bailleur.page().url().replaceAll(".*/recapitulatif/([0-9a-f-]+).*", "$1");
    }

    @AfterAll
    static void fermer() throws IOException {
        ecrire();
        PERSONNES.values().forEach(Navigateur::close);
        PERSONNES.clear();
    }

    private static Navigateur personne(String compte) {
        return PERSONNES.get(compte);
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> every_page_of_an_empty_project_keeps_its_budget() {
        return eprouver(
                etape("bailleur", "projet vide", "bailleur"),
                etape("programme", "projet vide", "bailleur"),
                etape("cadastre", "projet vide", "bailleur"),
                etape("commentaires", "projet vide", "bailleur"),
                etape("financement", "projet vide", "bailleur"),
                etape("logements", "projet vide", "bailleur"),
                page(
                        "récapitulatif",
                        "projet vide",
                        "bailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + projet),
                page(
                        "confirmation",
                        "pas encore possible",
                        "bailleur",
                        Budget.SIMPLE,
                        "/conventions/" + projet + "/actions/soumettre"),
                page("documents", "aucun", "bailleur", Budget.SIMPLE, "/conventions/" + projet + "/documents"),
                page("historique", "projet vide", "bailleur", Budget.SIMPLE, "/conventions/" + projet + "/historique"),
                page("import", "à déposer", "bailleur", Budget.SIMPLE, "/conventions/logements/" + projet + "/import"),
                page("collage", "à coller", "bailleur", Budget.SIMPLE, "/conventions/logements/" + projet + "/collage"),
                page(
                        "ligne",
                        "nouvelle",
                        "bailleur",
                        Budget.ETAPE,
                        "/conventions/logements/" + projet + "/lignes/nouvelle"),
                new Cas("étape bailleur", "refusée", "bailleur", Budget.ETAPE, qui -> {
                    qui.aller("/conventions/bailleur/" + projet);
                    qui.page()
                            .getByLabel("Nom du signataire", new Page.GetByLabelOptions().setExact(true))
                            .fill("");
                    continuer(qui.page());
                }),
                new Cas("étape financement", "refusée", "bailleur", Budget.ETAPE, qui -> {
                    qui.aller("/conventions/financement/" + projet);
                    qui.page().locator("#champ-annee-fin-conventionnement").fill("bientôt");
                    continuer(qui.page());
                }),
                new Cas("ligne", "refusée", "bailleur", Budget.ETAPE, qui -> {
                    qui.aller("/conventions/logements/" + projet + "/lignes/nouvelle");
                    qui.page()
                            .getByRole(
                                    AriaRole.BUTTON,
                                    new Page.GetByRoleOptions()
                                            .setName("Enregistrer")
                                            .setExact(true))
                            .click();
                }),
                new Cas("import", "refusé", "bailleur", Budget.SIMPLE, qui -> {
                    qui.aller("/conventions/logements/" + projet + "/import");
                    Classeurs.deposer(qui.page(), "faux.xlsx", "not a workbook".getBytes(StandardCharsets.UTF_8));
                }),
                new Cas("collage", "refusé", "bailleur", Budget.SIMPLE, qui -> coller(qui, "A1\t".repeat(12))),
                new Cas("vérification de lignes collées", "à corriger", "bailleur", Budget.ETAPE, qui -> {
                    coller(qui, "A1\tT3\tPLUS\tgrand\t0\t0\t65\t6,11\t1\t397,15\n".repeat(3));
                    qui.page().locator(".fr-table").first().waitFor();
                }),
                new Cas("vérification", "à corriger", "bailleur", Budget.ETAPE, qui -> verifierUnFichier(qui, "grand")),
                new Cas("vérification", "prêt", "bailleur", Budget.ETAPE, qui -> verifierUnFichier(qui, 65.0)));
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> every_page_of_a_filled_project_keeps_its_budget() throws IOException {
        Classeurs.importer(personne("bailleur"), "logements", projet, Classeurs.logements(LOGEMENTS, "PLUS"));
        return eprouver(
                etape("bailleur", "rempli", "bailleur"),
                etape("programme", "rempli", "bailleur"),
                etape("logements", LOGEMENTS + " logements", "bailleur"),
                new Cas("ligne", "existante", "bailleur", Budget.ETAPE, qui -> {
                    qui.aller("/conventions/logements/" + projet);
                    qui.page()
                            .getByRole(
                                    AriaRole.LINK,
                                    new Page.GetByRoleOptions().setName(Pattern.compile("Modifier.*\\bA100")))
                            .click();
                }),
                page(
                        "récapitulatif",
                        LOGEMENTS + " logements",
                        "bailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + projet));
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> every_list_and_every_later_page_keeps_its_budget() {
        var recherche = "/conventions/recherche";
        return eprouver(
                page("liste", "20 lignes", "administrateur", Budget.LISTE, recherche),
                page("liste", "remplie", "bailleur", Budget.LISTE, recherche),
                page("liste", "à traiter", "instructeur", Budget.LISTE, recherche + "?onglet=a-traiter"),
                page("liste", "remplie", "lecture", Budget.LISTE, recherche),
                page("liste", "vide", "bailleur", Budget.LISTE, recherche + "?q=introuvable&statut=projet"),
                new Cas("liste", "filtrée sur place", "bailleur", Budget.LISTE, qui -> {
                    qui.aller(recherche);
                    qui.page().locator("form#recherche summary").click();
                    qui.page().locator("label[for^=statut-]").first().click();
                    qui.page().waitForURL(url -> url.contains("statut="));
                    qui.page().waitForFunction("document.querySelector('.htmx-request') === null");
                }),
                page("opérations", "à ouvrir", "bailleur", Budget.SIMPLE, "/operations"),
                page("opération", "sans convention", "bailleur", Budget.SIMPLE, "/operations/20261100002"),
                page("opération", "avec ses conventions", "bailleur", Budget.SIMPLE, "/operations/" + OPERATION),
                page("opération", "en lecture", "lecture", Budget.SIMPLE, "/operations/" + OPERATION),
                page(
                        "récapitulatif",
                        "verrouillé",
                        "bailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + EN_INSTRUCTION),
                page(
                        "récapitulatif",
                        "à instruire",
                        "instructeur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + EN_INSTRUCTION),
                page(
                        "récapitulatif",
                        "à corriger",
                        "bailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + EN_CORRECTION),
                page(
                        "récapitulatif",
                        "finalisé",
                        "bailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + FINALISEE),
                page(
                        "récapitulatif",
                        "lecture seule",
                        "lecture",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + EN_INSTRUCTION),
                page(
                        "récapitulatif",
                        "lecture seule",
                        "lecturebailleur",
                        Budget.RECAPITULATIF,
                        "/conventions/recapitulatif/" + projet),
                etape("bailleur", "verrouillée", "bailleur", EN_INSTRUCTION),
                etape("programme", "verrouillée", "bailleur", EN_INSTRUCTION),
                etape("financement", "verrouillée", "bailleur", EN_INSTRUCTION),
                etape("logements", "verrouillée", "bailleur", EN_INSTRUCTION),
                etape("programme", "à commenter", "instructeur", EN_INSTRUCTION),
                etape("logements", "à commenter", "instructeur", EN_INSTRUCTION),
                etape("programme", "lecture seule", "lecture", EN_INSTRUCTION),
                new Cas("étape programme", "commentaire ouvert", "instructeur", Budget.ETAPE, qui -> {
                    qui.aller("/conventions/programme/" + EN_INSTRUCTION);
                    qui.page().locator(".ap-commentaires summary").first().click();
                }),
                page(
                        "confirmation",
                        "renvoyer, points à traiter",
                        "bailleur",
                        Budget.SIMPLE,
                        "/conventions/" + EN_CORRECTION + "/actions/renvoyer"),
                page(
                        "numéro d’opération",
                        "à modifier",
                        "instructeur",
                        Budget.SIMPLE,
                        "/conventions/" + EN_INSTRUCTION + "/numero-operation"),
                page(
                        "changement de bailleur",
                        "à choisir",
                        "instructeur",
                        Budget.SIMPLE,
                        "/conventions/" + EN_INSTRUCTION + "/changer-bailleur"),
                new Cas("changement de service", "à confirmer", "instructeur", Budget.SIMPLE, qui -> {
                    qui.aller("/conventions/" + EN_INSTRUCTION + "/changer-administration");
                    qui.page().locator("label[for=vers-0]").click();
                    qui.page()
                            .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Voir ce que cela change"))
                            .click();
                    qui.page()
                            .locator("input[name=version]")
                            .waitFor(new Locator.WaitForOptions()
                                    .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
                }),
                page(
                        "confirmation",
                        "valider",
                        "instructeur",
                        Budget.SIMPLE,
                        "/conventions/" + EN_INSTRUCTION + "/actions/valider"),
                page(
                        "confirmation",
                        "annuler",
                        "instructeur",
                        Budget.SIMPLE,
                        "/conventions/" + EN_INSTRUCTION + "/actions/annuler"),
                page("documents", "à signer", "bailleur", Budget.SIMPLE, "/conventions/" + A_SIGNER + "/documents"),
                page("dépôt", "à déposer", "bailleur", Budget.SIMPLE, "/conventions/sent/" + A_SIGNER),
                page(
                        "historique",
                        "rempli",
                        "instructeur",
                        Budget.SIMPLE,
                        "/conventions/" + FINALISEE + "/historique"));
    }

    @TestFactory
    @Order(4)
    Stream<DynamicTest> every_page_of_the_door_keeps_its_budget() {
        return eprouver(
                page("connexion", "à ouvrir", "", Budget.SIMPLE, "/connexion"),
                page("connexion", "échec", "", Budget.SIMPLE, "/connexion?echec"),
                page("accessibilité", "déclaration", "", Budget.SIMPLE, "/accessibilite"),
                page("mentions", "légales", "", Budget.SIMPLE, "/mentions-legales"),
                page("affichage", "au choix", "", Budget.SIMPLE, "/affichage"),
                page("menu", "sans script", "bailleur", Budget.SIMPLE, "/menu"),
                page("habilitations", "plusieurs", "multi", Budget.SIMPLE, "/habilitations"),
                page("sortie", "à confirmer", "bailleur", Budget.SIMPLE, "/accounts/cerbere-logout"));
    }

    /** Scorecard 2. */
    @Test
    @Order(5)
    void half_of_the_pages_make_at_most_twelve_requests() {
        var triees = MESURES.values().stream().map(Mesure::requetes).sorted().toList();
        assertThat(triees.get(triees.size() / 2)).isLessThanOrEqualTo(Budget.REQUETES_MEDIANE);
    }

    /** Two pages that are not the same are told apart in the list of windows. */
    @Test
    @Order(6)
    void page_types_have_titles_of_their_own() {
        var parTitre = new HashMap<String, List<String>>();
        TITRES.forEach((type, titre) ->
                parTitre.computeIfAbsent(titre, _ -> new ArrayList<>()).add(type));
        assertThat(parTitre.entrySet())
                .allSatisfy(e -> assertThat(e.getValue()).as(e.getKey()).hasSize(1));
    }

    /** Scorecard 20: the best of a few loads, for the machine may be busy. */
    @Test
    @Order(7)
    void five_hundred_dwellings_are_usable_within_a_second() throws IOException {
        var bailleur = personne("bailleur");
        Classeurs.importer(bailleur, "logements", projet, Classeurs.logements(BEAUCOUP, "PLUS"));
        var regles = new SoftAssertions();
        for (var chemin : List.of(
                "/conventions/logements/" + projet,
                "/conventions/logements/" + projet + "?page=10",
                "/conventions/recapitulatif/" + projet)) {
            var meilleure = Stream.generate(() -> {
                        bailleur.aller(chemin);
                        return Mesure.lire(bailleur.page());
                    })
                    .limit(5)
                    .min((a, b) -> Double.compare(a.chargement(), b.chargement()))
                    .orElseThrow();
            MESURES.put(chemin.replace(projet, BEAUCOUP + " logements"), meilleure);
            regles.assertThat(meilleure.chargement())
                    .as("load event of %s", chemin)
                    .isLessThanOrEqualTo(UTILISABLE_MS);
            regles.assertThat(meilleure.noeuds()).as("nodes of %s", chemin).isLessThanOrEqualTo(Budget.ETAPE.noeuds());
        }
        assertThat(bailleur.page().locator("main").innerText()).contains("500\u00a0logements");
        regles.assertAll();
    }

    /** Scorecard 9: the button of a status leads to a page that says what will happen; only its own button acts. */
    @Test
    @Order(8)
    void no_status_changes_at_the_first_click() {
        var instructeur = personne("instructeur");
        var page = instructeur.page();
        instructeur.aller("/conventions/recapitulatif/" + EN_INSTRUCTION);
        var actions = page.locator("#actions");
        var autres = actions.locator("summary");
        if (autres.count() > 0) {
            autres.first().click();
        }
        assertThat(actions.locator("form, button").count())
                .as("actions are links to their confirmation, never forms that act")
                .isZero();
        var liens = actions.getByRole(AriaRole.LINK).all().stream()
                .map(lien -> lien.getAttribute("href"))
                .toList();
        assertThat(liens).hasSizeGreaterThan(1);
        for (var lien : liens) {
            instructeur.aller(lien);
            assertThat(page.locator("main").innerText()).contains("Ce qui va se passer", "Revenir en arrière");
            assertThat(page.locator("main form button[type=submit]").count()).isEqualTo(1);
        }
        instructeur.aller("/conventions/recapitulatif/" + EN_INSTRUCTION);
        assertThat(page.locator(".ap-bandeau").innerText().toUpperCase(Locale.FRENCH))
                .contains("À INSTRUIRE");
    }

    private static Cas page(String type, String etat, String compte, Budget budget, String chemin) {
        return new Cas(
                type,
                etat,
                compte,
                budget,
                qui -> assertThat(qui.aller(chemin)).as(chemin).isEqualTo(200));
    }

    private static Cas etape(String etape, String etat, String compte) {
        return etape(etape, etat, compte, projet);
    }

    private static Cas etape(String etape, String etat, String compte, String convention) {
        return page("étape " + etape, etat, compte, Budget.ETAPE, "/conventions/" + etape + "/" + convention);
    }

    private static void verifierUnFichier(Navigateur qui, Object surface) {
        var page = qui.page();
        qui.aller("/conventions/logements/" + projet + "/import");
        var rangs = Classeurs.logements(20, "PLUS");
        rangs[1][3] = surface;
        try {
            Classeurs.deposer(page, "logements.xlsx", Classeurs.remplir(Classeurs.modele(page), rangs));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        page.locator(".fr-table").first().waitFor(new Locator.WaitForOptions());
    }

    private static void coller(Navigateur qui, String lignes) {
        qui.aller("/conventions/logements/" + projet + "/collage");
        qui.page().locator("#champ-lignes").fill(lignes);
        qui.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Vérifier les lignes"))
                .click();
        qui.page().locator("#resume-des-erreurs, .fr-alert").first().waitFor();
    }

    private static void continuer(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enregistrer et continuer"))
                .click();
        page.locator("#resume-des-erreurs").waitFor();
    }

    private static Stream<DynamicTest> eprouver(Cas... cas) {
        return Stream.of(cas).map(c -> DynamicTest.dynamicTest(c.nom(), () -> eprouver(c)));
    }

    private static void eprouver(Cas cas) {
        var regles = new SoftAssertions();
        var qui = personne(cas.compte());
        var page = qui.page();
        for (int largeur : new int[] {1280, 320}) {
            page.setViewportSize(largeur, 900);
            qui.oublierLeCache();
            cas.venir().accept(qui);
            var mesure = Mesure.lire(page);
            regles.assertThat(mesure.decalage())
                    .as("layout shift at %d px", largeur)
                    .isLessThanOrEqualTo(Budget.DECALAGE);
            regles.assertThat(mesure.debordeEnLargeur())
                    .as("scrolls sideways at %d px", largeur)
                    .isFalse();
            qui.capturer("budgets/" + nomDeFichier(cas.nom()) + "-" + largeur);
            regles.assertThat(qui.violations()).as("axe at %d px", largeur).isEmpty();
            if (largeur == 1280) {
                MESURES.put(cas.nom(), mesure);
                boolean premier = TITRES.putIfAbsent(cas.type(), page.title().replaceFirst("^Erreur : ", "")) == null;
                couts(regles, cas.budget(), mesure);
                etapier(regles, page);
                if (premier && EN_SOMBRE.contains(cas.type())) {
                    qui.sombre(true);
                    qui.capturer("budgets/" + nomDeFichier(cas.nom()) + "-sombre");
                    regles.assertThat(qui.contrastes())
                            .as("contrasts in the dark")
                            .isEmpty();
                    qui.sombre(false);
                }
            }
        }
        page.setViewportSize(375, 812);
        regles.assertThat(Mesure.lire(page).debordeEnLargeur())
                .as("scrolls sideways at 375 px")
                .isFalse();
        page.setViewportSize(1280, 900);
        regles.assertAll();
    }

    private static void couts(SoftAssertions regles, Budget budget, Mesure mesure) {
        regles.assertThat(mesure.octets()).as("bytes of the document").isLessThanOrEqualTo(budget.octets());
        regles.assertThat(mesure.comprimes()).as("bytes on the wire").isLessThanOrEqualTo(budget.comprimes());
        regles.assertThat(mesure.noeuds()).as("nodes").isLessThanOrEqualTo(budget.noeuds());
        regles.assertThat(mesure.requetes()).as("requests").isLessThanOrEqualTo(Budget.REQUETES_MAX);
        regles.assertThat(mesure.styles()).as("style sheets").isBetween(1L, Budget.STYLES_COMPRIMES);
        regles.assertThat(mesure.scripts()).as("scripts").isBetween(1L, Budget.SCRIPTS_COMPRIMES);
        regles.assertThat(mesure.titres()).as("h1").isEqualTo(1);
        regles.assertThat(mesure.scriptsEnLigne())
                .as("inline scripts and handlers")
                .isZero();
        regles.assertThat(mesure.boutonsPerdus())
                .as("buttons that send no form: forms never hold forms")
                .isEmpty();
        regles.assertThat(mesure.enDouble()).as("identifiers borne twice").isEmpty();
    }

    /** Scorecard 8. */
    private static void etapier(SoftAssertions regles, Page page) {
        var rang = page.locator(".fr-stepper__state");
        if (rang.count() > 0) {
            regles.assertThat(page.title())
                    .containsIgnoringCase(rang.first().innerText().strip());
        }
        regles.assertThat(page.title()).endsWith(" — APiLos");
    }

    private static String nomDeFichier(String nom) {
        return nom.replace(", ", "-").replace(' ', '-').replace('’', '-');
    }

    private static void ecrire() throws IOException {
        var texte = new StringBuilder("""
            | page | document (o) | envoyé (o) | requêtes | CSS (o) | JS (o) | nœuds | CLS | 1er octet (ms) | chargement (ms) |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
        MESURES.forEach((nom, m) -> texte.append("| %s | %d | %d | %d | %d | %d | %d | %.4f | %.0f | %.0f |%n"
                .formatted(
                        nom,
                        m.octets(),
                        m.comprimes(),
                        m.requetes(),
                        m.styles(),
                        m.scripts(),
                        m.noeuds(),
                        m.decalage(),
                        m.premierOctet(),
                        m.chargement())));
        Files.writeString(Plateforme.racine().resolve("infra/end-to-end/target/budgets.md"), texte);
    }
}
