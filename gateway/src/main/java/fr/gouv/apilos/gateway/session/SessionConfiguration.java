package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.web.Assets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.SessionRepositoryFilter;
import tools.jackson.databind.json.JsonMapper;

/** What surrounds the reading of sessions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SessionConfiguration {

    @Bean
    FilterRegistrationBean<BaseAbsente> baseAbsente(Assets assets, JsonMapper json) {
        var filtre = new FilterRegistrationBean<>(new BaseAbsente(assets, json));
        filtre.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filtre;
    }
}
