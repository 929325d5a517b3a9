package fr.gouv.apilos.platform.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class VariablesCommunesTest {

    private static StandardEnvironment avec(Map<String, Object> variables) {
        var environnement = new StandardEnvironment();
        environnement.getPropertySources().addFirst(new MapPropertySource("essai", variables));
        new VariablesCommunes().postProcessEnvironment(environnement, new SpringApplication());
        return environnement;
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://qui:mot%40de%2Fpasse@hote:6543/base?sslmode=require, jdbc:postgresql://hote:6543/base?sslmode=require, qui, mot@de/passe",
        "postgresql://qui@hote/base, jdbc:postgresql://hote:5432/base, qui,",
        "jdbc:postgresql://hote/base, jdbc:postgresql://hote/base,,"
    })
    void the_address_of_the_database_is_translated(String url, String jdbc, String qui, String motDePasse) {
        var environnement = avec(Map.of("DATABASE_URL", url));
        assertThat(environnement.getProperty("spring.datasource.url")).isEqualTo(jdbc);
        assertThat(environnement.getProperty("spring.datasource.username")).isEqualTo(qui);
        assertThat(environnement.getProperty("spring.datasource.password")).isEqualTo(motDePasse);
    }

    @Test
    void the_broker_and_the_mail_relay_are_translated() {
        var environnement = avec(Map.of("AMQP_URL", "amqps://a:b@hote/vhost", "SMTP_URL", "smtps://qui:secret@relais"));
        assertThat(environnement.getProperty("spring.rabbitmq.addresses")).isEqualTo("amqps://a:b@hote/vhost");
        assertThat(environnement.getProperty("spring.mail.host")).isEqualTo("relais");
        assertThat(environnement.getProperty("spring.mail.port")).isEqualTo("465");
        assertThat(environnement.getProperty("spring.mail.username")).isEqualTo("qui");
        assertThat(environnement.getProperty("spring.mail.properties.mail.smtp.ssl.enable"))
                .isEqualTo("true");
        var ouvert = avec(Map.of("SMTP_URL", "smtp://relais:587"));
        assertThat(ouvert.getProperty("spring.mail.port")).isEqualTo("587");
        assertThat(ouvert.getProperty("spring.mail.properties.mail.smtp.starttls.enable"))
                .isEqualTo("true");
        assertThat(ouvert.getProperty("spring.mail.properties.mail.smtp.ssl.enable"))
                .isEqualTo("false");
    }

    @Test
    void traces_leave_only_for_an_endpoint_that_is_given() {
        assertThat(avec(Map.of()).getProperty("management.tracing.export.otlp.enabled"))
                .isEqualTo("false");
        var environnement = avec(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collecteur:4318"));
        assertThat(environnement.getProperty("management.tracing.export.otlp.enabled"))
                .isEqualTo("true");
        assertThat(environnement.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"))
                .isEqualTo("http://collecteur:4318/v1/traces");
    }

    @Test
    void what_a_service_says_wins_over_the_common_defaults() {
        assertThat(avec(Map.of()).getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(avec(Map.of("server.address", "0.0.0.0")).getProperty("server.address"))
                .isEqualTo("0.0.0.0");
        assertThat(avec(Map.of()).getProperty("server.shutdown")).isEqualTo("graceful");
        assertThat(avec(Map.of()).getProperty("spring.jpa.open-in-view")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({"production, true", "siap-production, true", "development, false", "staging, false"})
    void production_is_known_by_its_names(String nom, boolean production) {
        assertThat(new Environnement(nom).estProduction()).isEqualTo(production);
    }
}
