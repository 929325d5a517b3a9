package fr.gouv.apilos.platform.environment;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Translates the variables of the hosting platform ({@code DATABASE_URL}, {@code AMQP_URL}, {@code SMTP_URL}) into
 * Spring properties and adds the defaults all services share, below anything a service says itself.
 */
public class VariablesCommunes implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var traduites = new LinkedHashMap<String, Object>();
        baseDeDonnees(environment.getProperty("DATABASE_URL"), traduites);
        var amqp = environment.getProperty("AMQP_URL");
        if (amqp != null && !amqp.isBlank()) {
            traduites.put("spring.rabbitmq.addresses", amqp);
        }
        smtp(environment.getProperty("SMTP_URL"), traduites);
        var otlp = environment.getProperty("OTEL_EXPORTER_OTLP_ENDPOINT");
        boolean traces = otlp != null && !otlp.isBlank();
        traduites.put("management.tracing.export.otlp.enabled", traces);
        if (traces) {
            traduites.put("management.opentelemetry.tracing.export.otlp.endpoint", otlp + "/v1/traces");
        }
        environment.getPropertySources().addLast(new MapPropertySource("variables-communes", traduites));
        try {
            for (var source : new YamlPropertySourceLoader()
                    .load("platform-defaults", new ClassPathResource("platform-defaults.yml"))) {
                environment.getPropertySources().addLast(source);
            }
        } catch (IOException e) {
            throw new IllegalStateException("platform-defaults.yml cannot be read", e);
        }
    }

    private static void baseDeDonnees(@Nullable String url, Map<String, Object> cible) {
        if (url == null || url.isBlank()) {
            return;
        }
        if (url.startsWith("jdbc:")) {
            cible.put("spring.datasource.url", url);
            return;
        }
        var uri = URI.create(url);
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var requete = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        cible.put("spring.datasource.url", "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath() + requete);
        identifiants(uri, "spring.datasource.", cible);
    }

    private static void smtp(@Nullable String url, Map<String, Object> cible) {
        if (url == null || url.isBlank()) {
            return;
        }
        var uri = URI.create(url);
        cible.put("spring.mail.host", uri.getHost());
        boolean chiffre = "smtps".equals(uri.getScheme());
        cible.put("spring.mail.port", uri.getPort() < 0 ? chiffre ? 465 : 25 : uri.getPort());
        // smtps is encrypted from the first byte; smtp as soon as the relay offers it.
        cible.put("spring.mail.properties.mail.smtp.ssl.enable", chiffre);
        cible.put("spring.mail.properties.mail.smtp.starttls.enable", !chiffre);
        identifiants(uri, "spring.mail.", cible);
    }

    private static void identifiants(URI uri, String prefixe, Map<String, Object> cible) {
        if (uri.getRawUserInfo() == null) {
            return;
        }
        var parties = uri.getRawUserInfo().split(":", 2);
        cible.put(prefixe + "username", URLDecoder.decode(parties[0], StandardCharsets.UTF_8));
        if (parties.length == 2) {
            cible.put(prefixe + "password", URLDecoder.decode(parties[1], StandardCharsets.UTF_8));
        }
    }
}
