package fr.gouv.apilos.platform.time;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The one clock of a process, in Europe/Paris; tests replace it. */
@AutoConfiguration
public class HorlogeAutoConfiguration {

    /** The zone in which calendar dates are read. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    @Bean
    @ConditionalOnMissingBean
    Clock horloge() {
        return Clock.system(ZONE);
    }
}
