package fr.gouv.apilos.platform.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** How values are written, for pages and for commands alike. */
@AutoConfiguration
public class FormatsAutoConfiguration {

    @Bean("formats")
    Formats formats() {
        return new Formats();
    }
}
