package fr.gouv.apilos.simulators.cas;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the CAS simulator.
 *
 * @param services addresses allowed as {@code service}, a regular expression
 * @param dureeTicket life of an unused ticket
 */
@ConfigurationProperties("simulateurs.cas")
record CasProprietes(
        @DefaultValue("https?://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(/.*)?")
        Pattern services,

        @DefaultValue("10s") Duration dureeTicket) {

    boolean accepte(String service) {
        return services.matcher(service).matches();
    }
}
