package fr.gouv.apilos.endtoend;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
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

    private final BrowserContext contexte;
    private final Page page;
    private final List<String> violationsCsp = new ArrayList<>();
    private final SoftAssertions regles = new SoftAssertions();

    private Navigateur(BrowserContext contexte) {
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
    static synchronized Navigateur anonyme(boolean javascript) {
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
        return new Navigateur(navigateur.newContext(new Browser.NewContextOptions()
                .setBaseURL(Plateforme.demarree().url())
                .setLocale("fr-FR")
                .setJavaScriptEnabled(javascript)
                .setViewportSize(1280, 900)));
    }

    /** A session signed in through the CAS screen, as a person does it. */
    static Navigateur connecte(String compte) {
        var session = anonyme();
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
        page.waitForURL(url -> url.startsWith(Plateforme.demarree().url()));
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
            var violations = new AxeBuilder(page)
                    .withTags(REGLES_AXE).analyze().getViolations().stream()
                            .map(regle -> regle.getId() + " (" + regle.getImpact() + ") "
                                    + regle.getNodes().stream()
                                            .map(noeud -> noeud.getHtml())
                                            .limit(3)
                                            .toList())
                            .toList();
            regles.assertThat(violations).as("axe on %s at %d px", nom, largeur).isEmpty();
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
