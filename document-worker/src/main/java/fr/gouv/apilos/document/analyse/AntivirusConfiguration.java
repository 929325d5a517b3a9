package fr.gouv.apilos.document.analyse;

import fr.gouv.apilos.platform.messaging.QueuesDurables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue of what the antivirus has to read. */
@Configuration(proxyBeanMethods = false)
class AntivirusConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AntivirusConfiguration.class);

    AntivirusConfiguration(@Value("${apilos.antivirus.adresse}") String adresse) {
        if (adresse.isBlank()) {
            LOG.warn("No antivirus (CLAMD_ADDRESS): files are marked as not analysed");
        }
    }

    @Bean
    Declarables fileDesAnalyses() {
        return QueuesDurables.file(Analyses.FILE, "document.demandes", "fichier.analyse.v1");
    }
}
