package fr.gouv.apilos.simulators.siap;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the SIAP simulator.
 *
 * @param cleJwt key that signs the caller's tokens
 * @param algorithme HS256, HS384 or HS512
 * @param apilosUrl where the "Conventionnement" entry of the menu leads, and whose API the dashboard calls
 * @param cleApi key that signs the calls to that API; empty for none
 */
@ConfigurationProperties("simulateurs.siap")
record SiapProprietes(String cleJwt, @DefaultValue("HS256") String algorithme, String apilosUrl, String cleApi) {}
