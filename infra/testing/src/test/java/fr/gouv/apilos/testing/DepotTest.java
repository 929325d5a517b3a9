package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The repository itself: what documents point to exists, workflows are sound, the top level stays short. */
class DepotTest {

    private static final Set<String> IGNORES = Set.of("target", "node_modules", ".git", ".apilos", ".idea");
    private static final Pattern LIEN = Pattern.compile("\\[[^]]*]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern CLASSE_DE_TEST = Pattern.compile("`(\\w+(?:IT|Test))`");
    private static final Pattern NUMERO_D_ADR = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern ADR_CITE = Pattern.compile("ADR (\\d{4})");
    private static final Pattern ACTION = Pattern.compile("[\\w.-]+/[\\w./-]+@(?:v\\d+(?:\\.\\d+)*|[0-9a-f]{40})");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]*}}");

    private static Path racine;
    private static List<Path> fichiers;

    @BeforeAll
    static void parcourir() throws IOException {
        racine = Path.of("").toAbsolutePath();
        while (!Files.exists(racine.resolve("Procfile"))) {
            racine = racine.getParent();
        }
        fichiers = new ArrayList<>();
        Files.walkFileTree(racine, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dossier, BasicFileAttributes attributs) {
                return IGNORES.contains(String.valueOf(dossier.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path fichier, BasicFileAttributes attributs) {
                fichiers.add(fichier);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Stream<Path> documents() {
        return fichiers.stream().filter(fichier -> fichier.toString().endsWith(".md"));
    }

    @Test
    void the_top_level_holds_the_modules_and_nothing_else() throws IOException {
        try (var entrees = Files.list(racine)) {
            assertThat(entrees.map(entree -> entree.getFileName().toString())
                            .filter(nom -> !nom.startsWith(".") && !IGNORES.contains(nom)))
                    .containsExactlyInAnyOrder(
                            "pom.xml",
                            "gateway",
                            "convention-service",
                            "referentiel-service",
                            "habilitation-service",
                            "document-worker",
                            "infra",
                            "Procfile",
                            "README.md");
        }
    }

    @Test
    void every_module_has_its_readme() throws IOException {
        var modules = Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(racine.resolve("pom.xml")))
                .results()
                .map(trouve -> trouve.group(1))
                .toList();
        assertThat(modules)
                .hasSizeGreaterThan(8)
                .allSatisfy(module ->
                        assertThat(racine.resolve(module).resolve("README.md")).exists());
    }

    @Test
    void links_of_documents_lead_somewhere() throws IOException {
        var regles = new SoftAssertions();
        for (var document : documents().toList()) {
            for (var lien : LIEN.matcher(Files.readString(document)).results().toList()) {
                var cible = lien.group(1);
                if (!cible.matches("[a-z]+:.*")) {
                    regles.assertThat(document.getParent().resolve(cible).normalize())
                            .as("link of %s", racine.relativize(document))
                            .exists();
                }
            }
        }
        regles.assertAll();
    }

    @Test
    void tests_named_by_documents_exist() throws IOException {
        var connues = new HashSet<String>();
        fichiers.forEach(fichier -> connues.add(fichier.getFileName().toString()));
        var regles = new SoftAssertions();
        for (var document : documents().toList()) {
            CLASSE_DE_TEST
                    .matcher(Files.readString(document))
                    .results()
                    .forEach(nom -> regles.assertThat(connues)
                            .as("%s names %s", racine.relativize(document), nom.group(1))
                            .contains(nom.group(1) + ".java"));
        }
        regles.assertAll();
    }

    @Test
    void decisions_are_numbered_once_and_those_that_are_cited_exist() throws IOException {
        List<String> numeros;
        try (var decisions = Files.list(racine.resolve("infra/docs/adr"))) {
            numeros = decisions
                    .map(decision -> NUMERO_D_ADR.matcher(decision.getFileName().toString()))
                    .map(nom -> nom.matches() ? nom.group(1) : "a name that is not NNNN-title.md")
                    .toList();
        }
        assertThat(numeros).doesNotHaveDuplicates();
        for (var fichier : fichiers) {
            if (fichier.toString().matches(".*\\.(?:md|java|ya?ml|xml|html|mjs)")) {
                ADR_CITE.matcher(Files.readString(fichier))
                        .results()
                        .forEach(cite -> assertThat(numeros)
                                .as(racine.relativize(fichier).toString())
                                .contains(cite.group(1)));
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void workflows_are_sound() throws IOException {
        List<Path> flux;
        try (var liste = Files.list(racine.resolve(".github/workflows"))) {
            flux = liste.toList();
        }
        assertThat(flux)
                .extracting(fichier -> fichier.getFileName().toString())
                .contains("pull-request.yml", "main.yml", "verification.yml", "codeql.yml");
        var regles = new SoftAssertions();
        for (var fichier : flux) {
            var nom = fichier.getFileName().toString();
            var contenu = lire(fichier);
            regles.assertThat(contenu).as(nom).containsKeys("name", "on", "permissions", "jobs");
            regles.assertThat(contenu.get("permissions"))
                    .as("%s gives its jobs no more than reading", nom)
                    .isEqualTo(Map.of("contents", "read"));
            var travaux = (Map<String, Map<String, Object>>) contenu.get("jobs");
            travaux.forEach((travail, description) -> {
                var appel = (String) description.get("uses");
                if (appel != null) {
                    regles.assertThat(racine.resolve(appel)).as(nom).exists();
                    return;
                }
                regles.assertThat(description)
                        .as("%s, job %s", nom, travail)
                        .containsKeys("runs-on", "timeout-minutes", "steps");
                for (var etape : (List<Map<String, Object>>) description.get("steps")) {
                    etape(regles, nom + ", job " + travail, etape);
                }
            });
        }
        regles.assertAll();
    }

    private static void etape(SoftAssertions regles, String ou, Map<String, Object> etape) {
        regles.assertThat(etape.containsKey("uses") ^ etape.containsKey("run"))
                .as(ou)
                .isTrue();
        if (etape.get("uses") instanceof String action) {
            regles.assertThat(action).as(ou).matches(ACTION);
        }
        if (etape.get("run") instanceof String script) {
            regles.assertThat(syntaxe(EXPRESSION.matcher(script).replaceAll("x")))
                    .as("%s: %s", ou, script)
                    .isEmpty();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void updates_are_watched_where_dependencies_are_declared() throws IOException {
        var mises = (List<Map<String, Object>>)
                lire(racine.resolve(".github/dependabot.yml")).get("updates");
        assertThat(mises).extracting(mise -> mise.get("package-ecosystem")).contains("maven", "npm", "github-actions");
        assertThat(mises).allSatisfy(mise -> {
            var dossier = racine.resolve(mise.get("directory").toString().substring(1));
            var attendu = switch (mise.get("package-ecosystem").toString()) {
                case "maven" -> "pom.xml";
                case "npm" -> "package-lock.json";
                default -> ".github/workflows";
            };
            assertThat(dossier.resolve(attendu)).exists();
        });
    }

    @Test
    void the_script_of_continuous_integration_can_be_read_by_bash() throws IOException {
        assertThat(syntaxe(Files.readString(racine.resolve(".ci/run")))).isEmpty();
    }

    private static Map<String, Object> lire(Path fichier) throws IOException {
        // "on" is a word here, not a boolean.
        var texte = Files.readString(fichier).replaceAll("(?m)^on:", "\"on\":");
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(texte);
    }

    /** What bash says against a script, empty when it is well formed. */
    private static String syntaxe(String script) {
        try {
            var processus =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (var entree = processus.getOutputStream()) {
                entree.write(script.getBytes(StandardCharsets.UTF_8));
            }
            var sortie = new String(processus.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            processus.waitFor(10, TimeUnit.SECONDS);
            return sortie;
        } catch (IOException e) {
            Assumptions.abort("bash is not on this machine: " + e.getMessage());
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
