package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every page shares: the layout's bean, formats, assets kept by browsers for a year. */
@AutoConfiguration(before = WebMvcAutoConfiguration.class)
@ConditionalOnWebApplication
public class PagesAutoConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registre) {
        registre.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    @ConditionalOnMissingBean
    IdentiteDePage identiteDePage() {
        return Identite::facultative;
    }

    @Bean
    @ConditionalOnMissingBean
    MenuDePage menuDePage() {
        return MenuDePage::recu;
    }

    @Bean("page")
    PageCourante pageCourante(Environnement environnement, IdentiteDePage lecteur, MenuDePage menu) {
        return new PageCourante(environnement, lecteur, menu);
    }

    /** Shown by the public door alone, and never in production. */
    @Bean
    @ConditionalOnProperty(name = "apilos.porte-publique", havingValue = "true")
    GalerieController galerieController(Environnement environnement) {
        return new GalerieController(environnement);
    }

    /** The name under which Spring MVC looks for it. */
    @Bean("flashMapManager")
    FlashMapManager flashMapManager() {
        return new AnnonceDansUnCookie();
    }

    @Bean("assets")
    Assets assets() {
        return new Assets();
    }
}
