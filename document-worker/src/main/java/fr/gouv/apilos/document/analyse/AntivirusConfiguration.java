package fr.gouv.apilos.document.analyse;

import fr.gouv.apilos.platform.messaging.QueuesDurables;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The antivirus of this installation, and the queue of what it has to read. */
@Configuration(proxyBeanMethods = false)
class AntivirusConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AntivirusConfiguration.class);

    @Bean
    Antivirus antivirus(
            @Value("${apilos.antivirus.adresse}") String adresse, @Value("${apilos.antivirus.delai}") Duration delai) {
        if (adresse.isBlank()) {
            LOG.warn("No antivirus (CLAMD_ADDRESS): files are marked as not analysed");
            return contenu -> Antivirus.Verdict.NON_ANALYSE;
        }
        return new Clamd(adresse, delai);
    }

    @Bean
    Declarables fileDesAnalyses() {
        return QueuesDurables.file(Analyses.FILE, "document.demandes", "fichier.analyse.v1");
    }
}
