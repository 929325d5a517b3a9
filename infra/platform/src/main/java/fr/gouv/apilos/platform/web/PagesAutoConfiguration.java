package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.environment.Environnement;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** What every page shares. */
@AutoConfiguration
@ConditionalOnWebApplication
class PagesAutoConfiguration {

    @Bean("page")
    PageCourante pageCourante(Environnement environnement) {
        return new PageCourante(environnement);
    }
}
