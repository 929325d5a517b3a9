package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.support.CronExpression;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What production is described by agrees with the code: variables, images, probes, workflows, alerts (07 §31). */
class ManifestesTest {

    private static final List<String> SERVICES =
            List.of("gateway", "habilitation-service", "referentiel-service", "convention-service", "document-worker");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]|getProperty\\(\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern LIGNE_DE_MODELE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]+)=");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9-]+(?:/[a-z0-9-]+)?:(?!latest)[\\w.${}:-]+");
    private static final Pattern SERIE = Pattern.compile("\\b(apilos_[a-z_]+)");

    private static Path racine;

    @BeforeAll
    static void trouver() {
        racine = Path.of("").toAbsolutePath();
        while (!Files.exists(racine.resolve("Procfile"))) {
            racine = racine.getParent();
        }
    }

    @Test
    void S29c_templates_name_every_variable_a_service_reads_and_no_other() throws IOException {
        var regles = new SoftAssertions();
        for (var service : SERVICES) {
            var propres = variablesDe(racine.resolve(service).resolve("src/main"));
            var lues = new TreeSet<>(propres);
            lues.addAll(variablesDe(racine.resolve("infra/platform/src/main")));
            lues.addAll(Set.of("JAVA_OPTS"));
            var texte = Files.readString(modele(service));
            var nommees = LIGNE_DE_MODELE
                    .matcher(texte)
                    .results()
                    .map(m -> m.group(1))
                    .toList();
            regles.assertThat(nommees).as(service).doesNotHaveDuplicates();
            regles.assertThat(lues).as("read by %s", service).containsAll(nommees);
            regles.assertThat(nommees).as("template of %s", service).containsAll(propres);
            regles.assertThat(nommees)
                    .as("template of %s", service)
                    .contains("ENVIRONMENT", "DATABASE_URL", "CLIENT_SECRET", "METRICS_TOKEN", "APILOS_URL");
            // No secret: whatever is named so is left empty.
            regles.assertThat(texte).as(service).doesNotContainPattern("(?m)^\\w*(?:SECRET|KEY|TOKEN|PASSWORD)\\w*=.+");
            regles.assertThat(texte).as("a comment above each").doesNotContainPattern("(?m)^$\\n^[A-Z]");
        }
        regles.assertAll();
    }

    @Test
    void containers_ask_for_variables_that_exist_and_for_the_readiness_of_their_port() throws IOException {
        var compose = lire(racine.resolve("infra/deploy/compose/compose.yaml"));
        var services = plan(compose.get("services"));
        var regles = new SoftAssertions();
        services.forEach((nom, valeur) -> {
            var service = plan(valeur);
            regles.assertThat(String.valueOf(service.get("image"))).as(nom).matches(IMAGE);
            if (service.get("depends_on") instanceof Map<?, ?> dependances) {
                regles.assertThat(services.keySet())
                        .as(nom)
                        .containsAll(plan(dependances).keySet());
            }
        });
        for (var module : SERVICES) {
            var service = plan(services.get(module.replaceAll("-.*", "")));
            regles.assertThat(plan(plan(service.get("build")).get("args"))).containsEntry("MODULE", module);
            regles.assertThat(Files.readString(modele(module)))
                    .as(module)
                    .satisfies(modele -> plan(service.get("environment")).keySet().stream()
                            .filter(variable -> !(module.equals("gateway") && variable.equals("AMQP_URL")))
                            .filter(variable -> !variable.equals("POSTDEPLOY_AT_START"))
                            .forEach(variable -> assertThat(modele).contains("\n" + variable + "=")));
            regles.assertThat(plan(service.get("healthcheck")).get("test").toString())
                    .as(module)
                    .contains("http://127.0.0.1:" + port(module) + "/actuator/health/readiness");
            regles.assertThat(service)
                    .as(module)
                    .containsEntry("read_only", true)
                    .containsEntry("user", "10001");
        }
        regles.assertAll();
    }

    @Test
    void alerts_measure_what_the_code_publishes_and_have_their_runbook() throws IOException {
        var publiees = new TreeSet<String>();
        for (var dossier : List.of("infra/platform/src/main", "document-worker/src/main", "infra/bin")) {
            publiees.addAll(trouver(racine.resolve(dossier), Pattern.compile("apilos[._][a-z._]+[a-z]")).stream()
                    .map(nom -> nom.replace('.', '_'))
                    .toList());
        }
        var runbook = Files.readString(racine.resolve("infra/docs/alertes.md"));
        var groupes = (List<?>)
                lire(racine.resolve("infra/deploy/prometheus/alertes.yml")).get("groups");
        var alertes = (List<?>) plan(groupes.getFirst()).get("rules");
        assertThat(alertes).hasSizeGreaterThanOrEqualTo(10).allSatisfy(valeur -> {
            var alerte = plan(valeur);
            var nom = String.valueOf(alerte.get("alert"));
            assertThat(alerte).containsKeys("alert", "expr", "for", "labels", "annotations");
            assertThat(plan(alerte.get("annotations")))
                    .containsEntry("runbook", "infra/docs/alertes.md#" + nom.toLowerCase(java.util.Locale.ROOT));
            assertThat(runbook).contains("\n## " + nom + "\n");
            SERIE.matcher(String.valueOf(alerte.get("expr")))
                    .results()
                    .map(serie -> serie.group(1).replaceAll("attente_seconds$", "attente"))
                    .forEach(serie -> assertThat(publiees).as(nom).contains(serie));
        });
    }

    @Test
    void workflows_need_jobs_that_exist_and_run_at_times_that_exist() throws IOException {
        try (var flux = Files.list(racine.resolve(".github/workflows"))) {
            for (var fichier : flux.toList()) {
                var contenu = lire(fichier);
                var travaux = plan(contenu.get("jobs"));
                travaux.forEach((nom, travail) -> {
                    var requis = plan(travail).get("needs");
                    if (requis instanceof String seul) {
                        assertThat(travaux).as("%s, %s", fichier, nom).containsKey(seul);
                    } else if (requis instanceof List<?> plusieurs) {
                        assertThat(travaux.keySet().containsAll(plusieurs)).isTrue();
                    }
                });
                if (contenu.get("on") instanceof Map<?, ?> evenements
                        && evenements.get("schedule") instanceof List<?> horaires) {
                    horaires.forEach(horaire -> assertThat(CronExpression.isValidExpression(
                                    "0 " + plan(horaire).get("cron")))
                            .as("%s", fichier)
                            .isTrue());
                }
            }
        }
        assertThat(Files.readString(racine.resolve(".github/release.yml")))
                .contains("Fonctionnalités", "Correctifs", "Mise à jour des dépendances", "Améliorations techniques");
    }

    @Test
    void S5_every_line_of_the_procfile_names_a_module() throws IOException {
        var modules = Files.readString(racine.resolve("pom.xml"));
        assertThat(Files.readAllLines(racine.resolve("Procfile"))).hasSize(6).allSatisfy(ligne -> {
            assertThat(ligne).matches("[a-z]+: .+");
            Pattern.compile("-jar ([a-z-]+)/target/")
                    .matcher(ligne)
                    .results()
                    .forEach(trouve -> assertThat(modules).contains("<module>" + trouve.group(1) + "</module>"));
        });
    }

    private static Path modele(String service) {
        return racine.resolve("infra/deploy/env/" + service + ".env.template");
    }

    private static String port(String module) throws IOException {
        var trouve = Pattern.compile("\\$\\{PORT:(\\d+)}")
                .matcher(Files.readString(racine.resolve(module).resolve("src/main/resources/application.yml")));
        assertThat(trouve.find()).isTrue();
        return trouve.group(1);
    }

    private static Set<String> variablesDe(Path dossier) throws IOException {
        return trouver(dossier, VARIABLE).stream()
                .map(trouve -> trouve.replaceAll(".*[{\"]", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> trouver(Path dossier, Pattern motif) throws IOException {
        var trouves = new TreeSet<String>();
        try (var fichiers = Files.walk(dossier)) {
            for (var fichier : fichiers.filter(Files::isRegularFile)
                    .filter(f -> f.toString().matches(".*\\.(?:java|yml)|.*/infra/bin/[a-z]+"))
                    .toList()) {
                motif.matcher(Files.readString(fichier))
                        .results()
                        .forEach(trouve -> trouves.add(
                                motif == VARIABLE
                                        ? trouve.group(1) != null ? trouve.group(1) : trouve.group(2)
                                        : trouve.group()));
            }
        }
        return trouves;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plan(Object valeur) {
        return valeur == null ? new LinkedHashMap<>() : (Map<String, Object>) valeur;
    }

    private static Map<String, Object> lire(Path fichier) throws IOException {
        // "on" is a word here, not a boolean.
        var texte = Files.readString(fichier).replaceAll("(?m)^on:", "\"on\":");
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(texte);
    }
}
