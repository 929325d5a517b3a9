package fr.gouv.apilos.habilitation.siap;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How SIAP is reached (05 §10).
 *
 * @param hote base address, empty in a stand-alone installation
 * @param chemin path after the prefix of each of SIAP's services
 * @param cle signs our tokens
 * @param algorithme HS256, HS384 or HS512
 * @param delai time limit of a call
 * @param fraicheur age from which habilitations are asked again
 * @param tolerance how long the last answer is believed while SIAP is away
 */
@ConfigurationProperties("apilos.siap")
public record SiapProprietes(
        String hote,
        String chemin,
        String cle,
        String algorithme,
        Duration delai,
        Duration fraicheur,
        Duration tolerance) {

    /** Whether rights come from SIAP; otherwise from stand-alone roles. */
    public boolean configure() {
        return !hote.isBlank();
    }
}
