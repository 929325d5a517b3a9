package fr.gouv.apilos.convention.siap;

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
 */
@ConfigurationProperties("apilos.siap")
record SiapProprietes(String hote, String chemin, String cle, String algorithme, Duration delai) {}
