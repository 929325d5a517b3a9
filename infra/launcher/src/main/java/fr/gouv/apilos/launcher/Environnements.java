package fr.gouv.apilos.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment of each process: what the user's own environment says first, else the addresses and secrets of this
 * installation. No process sees the administrator's database address or the secret of another.
 *
 * @param herite environment of the launcher
 * @param ports who listens where
 * @param base administrator's address of the database
 * @param amqp address of the broker
 * @param fichiers object store
 * @param secrets secrets of this installation
 */
record Environnements(
        Map<String, String> herite, Ports ports, AdresseBase base, String amqp, Path fichiers, Secrets secrets) {

    private static final List<String> RESERVEES = List.of(
            "DATABASE_URL",
            "AMQP_URL",
            "PORT",
            "CLIENT_SECRET",
            "CLIENT_SECRETS",
            "JAVA_OPTS",
            "JAVA_TOOL_OPTIONS",
            "APILOS_OPTIONS",
            "DATASET",
            "POSTDEPLOY_AT_START",
            "BIND_ADDRESS");
    private static final String BOUCLE = "127.0.0.1";

    /**
     * Environment of a process of the Procfile.
     *
     * @param jeuDeDonnees data set to load at this start, or null
     */
    Map<String, String> processus(String nom, Path jeuDeDonnees) {
        var env = commun();
        env.put("PORT", String.valueOf(ports.processus().get(nom)));
        env.put("POSTDEPLOY_AT_START", "true");
        env.put("AMQP_URL", amqp);
        env.put("BIND_ADDRESS", BOUCLE);
        ServiceConnu.de(nom).ifPresent(service -> {
            env.put("DATABASE_URL", base.urlPour(service.role(), secrets.lire("base." + service.schema())));
            env.put("CLIENT_SECRET", secretClient(service));
            if (service == ServiceConnu.HABILITATION) {
                env.putIfAbsent("TOKEN_KEY_SECRET", secrets.lire("cle-des-jetons"));
                env.put(
                        "CLIENT_SECRETS",
                        Stream.of(ServiceConnu.values())
                                .map(s -> s.client() + ":" + secretClient(s))
                                .collect(Collectors.joining(",")));
            }
            if (service == ServiceConnu.WEB && !env.containsKey("OIDC_ISSUER") && !enProduction()) {
                env.put("OIDC_ISSUER", "http://localhost:" + ports.simulateurs() + "/oidc");
                env.putAll(applicationOidc());
            }
            if (service == ServiceConnu.WEB && herite.containsKey("BIND_ADDRESS")) {
                // The one public door may be opened; the others stay on the loopback.
                env.put("BIND_ADDRESS", herite.get("BIND_ADDRESS"));
            }
            if (service.aDesDonnees() && jeuDeDonnees != null) {
                env.put("DATASET", jeuDeDonnees.toString());
            }
        });
        return env;
    }

    Map<String, String> simulateurs() {
        var env = commun();
        env.put("PORT", String.valueOf(ports.simulateurs()));
        env.put("BIND_ADDRESS", BOUCLE);
        env.put("SMTP_PORT", String.valueOf(ports.smtp()));
        env.putAll(applicationOidc());
        return env;
    }

    /** What the door and the simulated provider know of each other. */
    private Map<String, String> applicationOidc() {
        return Map.of("OIDC_CLIENT_ID", "apilos-local", "OIDC_CLIENT_SECRET", secrets.lire("oidc"));
    }

    private boolean enProduction() {
        return herite.getOrDefault("ENVIRONMENT", "").endsWith("production");
    }

    /** Address people open. */
    String adressePublique() {
        var port = ports.processus().get(ServiceConnu.WEB.processus());
        return herite.getOrDefault("APILOS_URL", port == null ? "" : "http://localhost:" + port);
    }

    private Map<String, String> commun() {
        var env = new TreeMap<>(herite);
        RESERVEES.forEach(env::remove);
        env.putIfAbsent("ENVIRONMENT", "development");
        env.putIfAbsent("APP_VERSION", "local");
        for (var service : ServiceConnu.values()) {
            var port = ports.processus().get(service.processus());
            if (port != null && service != ServiceConnu.WEB) {
                env.putIfAbsent(service.variableUrl(), "http://" + BOUCLE + ":" + port);
            }
        }
        env.putIfAbsent(ServiceConnu.WEB.variableUrl(), adressePublique());
        var simulateurs = "http://localhost:" + ports.simulateurs();
        env.putIfAbsent("CERBERE_AUTH", simulateurs + "/cas");
        env.putIfAbsent("SIAP_CLIENT_HOST", simulateurs + "/siap");
        env.putIfAbsent("SIAP_CLIENT_PATH", "/api-int/v0");
        env.putIfAbsent("SIAP_CLIENT_ALGORITHM", "HS256");
        env.putIfAbsent("SIAP_CLIENT_JWT_SIGN_KEY", secrets.lire("siap.jwt"));
        // What SIAP's programs sign with when they call us.
        env.putIfAbsent("JWT_SIGN_KEY", secrets.lire("siap.api"));
        env.putIfAbsent("ANNUAIRE_URL", simulateurs + "/annuaire");
        env.putIfAbsent("SMTP_URL", "smtp://" + BOUCLE + ":" + ports.smtp());
        env.putIfAbsent("FILES_DIRECTORY", fichiers.toString());
        env.putIfAbsent("METRICS_TOKEN", secrets.lire("metrics"));
        return env;
    }

    private String secretClient(ServiceConnu service) {
        return secrets.lire("client." + service.client());
    }
}
