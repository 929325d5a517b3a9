package fr.gouv.apilos.platform.antivirus;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The antivirus of this installation: clamd at {@code CLAMD_ADDRESS}, or none (06 FIL-40). */
@AutoConfiguration
public class AntivirusAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AntivirusAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Antivirus antivirus(
            @Value("${apilos.antivirus.adresse}") String adresse, @Value("${apilos.antivirus.delai}") Duration delai) {
        if (adresse.isBlank()) {
            LOG.debug("No antivirus (CLAMD_ADDRESS): files are marked as not analysed");
            return contenu -> Antivirus.Verdict.NON_ANALYSE;
        }
        return new Clamd(adresse, delai);
    }

    @Bean
    @ConditionalOnMissingBean
    ControleAntivirus controleAntivirus(Antivirus antivirus) {
        return new ControleAntivirus(antivirus);
    }
}
