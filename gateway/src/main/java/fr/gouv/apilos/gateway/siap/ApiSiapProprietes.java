package fr.gouv.apilos.gateway.siap;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What SIAP's programs show.
 *
 * @param cle key shared with SIAP; without one nobody comes in
 * @param clePrecedente key of before, still good while both sides change; empty for none
 * @param algorithme HS256, HS384 or HS512
 * @param dureeMax longest life of a token (05 D31)
 * @param tolerance how far the clocks of both sides may differ
 */
@ConfigurationProperties("apilos.api-siap")
record ApiSiapProprietes(String cle, String clePrecedente, String algorithme, Duration dureeMax, Duration tolerance) {

    private static final Set<String> ALGORITHMES = Set.of("HS256", "HS384", "HS512");
    private static final int CLE_MIN = 16;

    ApiSiapProprietes {
        if (!ALGORITHMES.contains(algorithme)) {
            throw new IllegalArgumentException("JWT_ALGORITHM must be one of " + ALGORITHMES);
        }
        verifier("JWT_SIGN_KEY", cle);
        verifier("JWT_SIGN_KEY_PREVIOUS", clePrecedente);
    }

    private static void verifier(String nom, String cle) {
        if (!cle.isEmpty() && cle.length() < CLE_MIN) {
            throw new IllegalArgumentException(nom + " must have at least " + CLE_MIN + " characters");
        }
    }
}
