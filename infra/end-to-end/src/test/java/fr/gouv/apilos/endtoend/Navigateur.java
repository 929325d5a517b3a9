package fr.gouv.apilos.endtoend;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** One browser per JVM and, for each person of a journey, a session of their own. */
final class Navigateur implements AutoCloseable {

    /** The rules every page is held to; no rule is switched off. */
    private static final List<String> REGLES_AXE =
            List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice");

    private static Browser navigateur;

    private final Plateforme plateforme;
    private final BrowserContext contexte;
    private final Page page;
    private final List<String> violationsCsp = new ArrayList<>();
    private final SoftAssertions regles = new SoftAssertions();

    private Navigateur(Plateforme plateforme, BrowserContext contexte) {
        this.plateforme = plateforme;
        this.contexte = contexte;
        this.page = contexte.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                violationsCsp.add(page.url() + ": " + message.text());
            }
        });
        page.setDefaultTimeout(15_000);
    }

    /** The Chromium installed on this machine, if any. */
    static Optional<Path> executable() {
        return Stream.of(
                        System.getenv().getOrDefault("CHROMIUM", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(chemin -> !chemin.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A new session, with nobody signed in. */
    static Navigateur anonyme() {
        return anonyme(true);
    }

    /** A new session with JavaScript on or off. */
    static Navigateur anonyme(boolean javascript) {
        return anonyme(Plateforme.demarree(), javascript);
    }

    private static synchronized Navigateur anonyme(Plateforme plateforme, boolean javascript) {
        if (navigateur == null) {
            var playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            navigateur = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable().orElseThrow())
                            .setHeadless(true)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync")));
        }
        return new Navigateur(
                plateforme,
                navigateur.newContext(new Browser.NewContextOptions()
                        .setBaseURL(plateforme.url())
                        .setLocale("fr-FR")
                        .setJavaScriptEnabled(javascript)
                        .setViewportSize(1280, 900)));
    }

    /** A session signed in through the CAS screen, as a person does it. */
    static Navigateur connecte(String compte) {
        return connecte(Plateforme.demarree(), compte);
    }

    /** A session signed in on that platform. */
    static Navigateur connecte(Plateforme plateforme, String compte) {
        var session = anonyme(plateforme, true);
        session.seConnecter(compte);
        return session;
    }

    /** The same, with scripts switched off from the first page on. */
    static Navigateur connecteSansJavaScript(String compte) {
        var session = anonyme(false);
        session.seConnecter(compte);
        return session;
    }

    void seConnecter(String compte) {
        page.navigate("/conventions/recherche");
        if (!page.url().contains("/cas/login")) {
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Se connecter avec Cerbère"))
                    .first()
                    .click();
        }
        page.locator("#username").fill(compte);
        page.locator("#password").fill(compte);
        page.locator("#password").press("Enter");
        page.waitForURL(url -> url.startsWith(plateforme.url()));
    }

    Page page() {
        return page;
    }

    /** Goes to a path and answers the HTTP status. */
    int aller(String chemin) {
        return page.navigate(chemin).status();
    }

    /**
     * Holds the page on screen to the common rules at 1280 and 320 px: axe, one h1, no sideways scroll, a title; keeps a
     * picture of both.
     */
    void verifier(String nom) {
        for (int largeur : new int[] {1280, 320}) {
            page.setViewportSize(largeur, 900);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(captures().resolve(nom + "-" + largeur + ".png"))
                    .setFullPage(true));
            regles.assertThat(violations())
                    .as("axe on %s at %d px", nom, largeur)
                    .isEmpty();
            regles.assertThat((Boolean) page.evaluate(
                            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("%s scrolls sideways at %d px", nom, largeur)
                    .isTrue();
        }
        page.setViewportSize(1280, 900);
        regles.assertThat(page.locator("h1").count())
                .as("number of h1 on %s", nom)
                .isEqualTo(1);
        regles.assertThat(page.title()).as("title of %s", nom).contains("APiLos");
        regles.assertThat(violationsCsp)
                .as("content security policy on %s", nom)
                .isEmpty();
    }

    /** What axe finds on the page as it is, one line by rule. */
    List<String> violations() {
        return axe(analyse().withTags(REGLES_AXE));
    }

    /** What axe finds of contrasts alone: the only rule another colour scheme changes. */
    List<String> contrastes() {
        return axe(analyse().withRules(List.of("color-contrast", "link-in-text-block")));
    }

    private AxeBuilder analyse() {
        // What conforms need not be described node by node; and the default opens a blank page for each analysis, to be
        // safe from frames of other sites: ours have none.
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options).setLegacyMode(true);
    }

    private static List<String> axe(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .map(regle -> regle.getId() + " (" + regle.getImpact() + ") "
                        + regle.getNodes().stream()
                                .map(noeud -> noeud.getHtml())
                                .limit(3)
                                .toList())
                .toList();
    }

    /** From now on each page counts how much its content moves. */
    void mesurer() {
        page.addInitScript(Mesure.OBSERVATEUR);
    }

    /** The next page is loaded as by somebody who never came. */
    void oublierLeCache() {
        var session = contexte.newCDPSession(page);
        session.send("Network.clearBrowserCache");
        session.detach();
    }

    /** Draws the page as the system's dark scheme asks for it, or not. */
    void sombre(boolean sombre) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(sombre ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    /** Colours imposed by the system, and as little movement as possible. */
    void sobre() {
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setForcedColors(ForcedColors.ACTIVE)
                .setReducedMotion(ReducedMotion.REDUCE));
    }

    /** The cookie of the session, as a header says it. */
    String temoinDeSession() {
        return contexte.cookies().stream()
                .filter(temoin -> temoin.name.equals("apilos_session"))
                .map(temoin -> temoin.name + "=" + temoin.value)
                .findFirst()
                .orElseThrow();
    }

    /** Takes a picture without checking anything. */
    void capturer(String nom) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(captures().resolve(nom + ".png"))
                .setFullPage(true));
    }

    static Path captures() {
        return Plateforme.racine().resolve("infra/end-to-end/target/captures");
    }

    @Override
    public void close() {
        contexte.close();
        // All the pages of a journey at once: one fault must not hide the next.
        regles.assertAll();
    }
}
