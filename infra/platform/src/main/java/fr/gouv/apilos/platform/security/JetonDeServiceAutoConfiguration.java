package fr.gouv.apilos.platform.security;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Who a service is for the others: as a server and as a one-off command alike. */
@AutoConfiguration(
        afterName = "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
        before = SecuriteAutoConfiguration.class)
@ConditionalOnProperty(name = "apilos.porte-publique", havingValue = "false", matchIfMissing = true)
public class JetonDeServiceAutoConfiguration {

    /** Where the service gets its own token from; habilitation-service, which issues them, replaces it. */
    @Bean
    @ConditionalOnMissingBean
    JetonDeService jetonDeService(
            RestClient.Builder client,
            Clock horloge,
            @Value("${apilos.services.habilitation}") String habilitation,
            @Value("${spring.application.name}") String service,
            @Value("${CLIENT_SECRET:}") String secret) {
        var fabrique = new JdkClientHttpRequestFactory();
        fabrique.setReadTimeout(Duration.ofSeconds(5));
        return new JetonDeServiceDistant(
                client.baseUrl(habilitation)
                        .requestFactory(fabrique)
                        .defaultHeaders(entetes -> entetes.setBasicAuth(service, secret))
                        .build(),
                horloge);
    }
}
