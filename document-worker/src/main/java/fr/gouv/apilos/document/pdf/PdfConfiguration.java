package fr.gouv.apilos.document.pdf;

import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of the PDF conversion, read at each document so that LibreOffice may come and go. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReglagesPdf.class)
class PdfConfiguration {

    @Bean
    Supplier<ReglagesPdf> reglagesPdf(ReglagesPdf reglages) {
        return () -> reglages;
    }
}
