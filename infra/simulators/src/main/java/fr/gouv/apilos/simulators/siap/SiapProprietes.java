package fr.gouv.apilos.simulators.siap;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the SIAP simulator.
 *
 * @param cleJwt key that signs the caller's tokens
 * @param algorithme HS256, HS384 or HS512
 * @param apilosUrl where the "Conventionnement" entry of the menu leads
 */
@ConfigurationProperties("simulateurs.siap")
record SiapProprietes(String cleJwt, @DefaultValue("HS256") String algorithme, String apilosUrl) {}
