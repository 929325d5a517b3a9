package fr.gouv.apilos.platform.correlation;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Correlation of incoming requests and of calls made with the auto-configured {@code RestClient.Builder}. */
@AutoConfiguration
public class CorrelationAutoConfiguration {

    @Bean
    @ConditionalOnWebApplication
    FilterRegistrationBean<CorrelationFilter> correlationFilter(
            @Value("${apilos.porte-publique:false}") boolean portePublique) {
        var enregistrement = new FilterRegistrationBean<>(new CorrelationFilter(!portePublique));
        enregistrement.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return enregistrement;
    }

    @Bean
    RestClientCustomizer correlationDesAppels() {
        return client -> client.requestInterceptor((requete, corps, execution) -> {
            requete.getHeaders().set(Correlation.ENTETE, Correlation.courante());
            return execution.execute(requete, corps);
        });
    }
}
