package fr.gouv.apilos.gateway.siap;

import fr.gouv.apilos.platform.security.JetonHmac;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the token a program of SIAP shows. Source: 04 R79, R80, 05 A1 to A8, D5, D31. */
@Component
@EnableConfigurationProperties(ApiSiapProprietes.class)
class JetonEntrant {

    private static final String SCHEMA = "Bearer";

    private final List<JetonHmac> cles;
    private final ApiSiapProprietes proprietes;
    private final Clock horloge;

    JetonEntrant(ApiSiapProprietes proprietes, JsonMapper json, Clock horloge) {
        this.proprietes = proprietes;
        this.cles = Stream.of(proprietes.cle(), proprietes.clePrecedente())
                .filter(cle -> !cle.isEmpty())
                .map(cle -> new JetonHmac(proprietes.algorithme(), cle, json))
                .toList();
        this.horloge = horloge;
    }

    /** Whom SIAP speaks for. */
    record Appelant(String login, long habilitation) {}

    /**
     * What a good token says.
     *
     * @param appelant empty when it names nobody, or nobody's habilitation
     */
    record Lu(Optional<Appelant> appelant) {}

    /** The token is refused; the message is for the developers of SIAP and tells no claim. */
    static final class Refuse extends Exception {

        private static final long serialVersionUID = 1L;

        private final @Nullable String code;

        Refuse(@Nullable String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        /** Contract code; null when nothing was shown. */
        @Nullable
        String code() {
            return code;
        }
    }

    /**
     * @param entete value of {@code Authorization}
     * @throws Refuse when it shows no token that is good now
     */
    Lu lire(@Nullable String entete) throws Refuse {
        var parties = entete == null ? new String[0] : entete.strip().split("\\s+");
        if (parties.length == 0 || !parties[0].equals(SCHEMA)) {
            throw new Refuse(null, "Informations d'authentification non fournies.");
        }
        if (parties.length != 2) {
            throw new Refuse(
                    "bad_authorization_header", "Authorization header must contain two space-delimited values");
        }
        var revendications = cles.stream()
                .map(cle -> cle.lire(parties[1]))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> invalide("Token is invalid"));
        verifier(revendications);
        return new Lu(appelant(revendications));
    }

    private void verifier(JsonNode revendications) throws Refuse {
        var maintenant = horloge.instant();
        var fin = instant(revendications, "exp");
        if (fin == null) {
            throw invalide("Token has no 'exp' claim");
        }
        if (!fin.plus(proprietes.tolerance()).isAfter(maintenant)) {
            throw invalide("Token is expired");
        }
        var emission = instant(revendications, "iat");
        exigerPasse(emission, maintenant);
        exigerPasse(instant(revendications, "nbf"), maintenant);
        // Without an emission, what is left of its life counts.
        var debut = emission == null ? maintenant : emission;
        if (Duration.between(debut, fin).compareTo(proprietes.dureeMax()) > 0) {
            throw invalide("Token lives longer than " + proprietes.dureeMax().toSeconds() + " seconds");
        }
        if (!"access".equals(texte(revendications, "token_type"))) {
            throw invalide("Token has wrong type");
        }
        if (texte(revendications, "jti").isEmpty()) {
            throw invalide("Token has no id");
        }
        var sujet = revendications.path("sub");
        if (!sujet.isMissingNode() && !sujet.isString()) {
            throw invalide("Subject must be a string");
        }
    }

    private void exigerPasse(@Nullable Instant instant, Instant maintenant) throws Refuse {
        if (instant != null && instant.isAfter(maintenant.plus(proprietes.tolerance()))) {
            throw invalide("The token is not yet valid");
        }
    }

    private static @Nullable Instant instant(JsonNode revendications, String nom) throws Refuse {
        var valeur = revendications.path(nom);
        if (valeur.isMissingNode()) {
            return null;
        }
        if (!valeur.isNumber() || !valeur.canConvertToLong()) {
            throw invalide("'" + nom + "' claim is not a date");
        }
        var secondes = valeur.asLong();
        if (secondes < 0 || secondes > Instant.MAX.getEpochSecond()) {
            throw invalide("'" + nom + "' claim is not a date");
        }
        return Instant.ofEpochSecond(secondes);
    }

    /** D5: SIAP numbers its habilitations; the same number written as a text is that number. */
    private static Optional<Appelant> appelant(JsonNode revendications) {
        var login = texte(revendications, "user-login").strip();
        var habilitation = revendications.path("habilitation-id");
        var numero = habilitation.isIntegralNumber() && habilitation.canConvertToLong()
                ? habilitation.asLong()
                : habilitation.isString() && habilitation.asString("").matches("\\d{1,18}")
                        ? Long.parseLong(habilitation.asString(""))
                        : 0;
        return login.isEmpty() || numero <= 0 ? Optional.empty() : Optional.of(new Appelant(login, numero));
    }

    private static String texte(JsonNode revendications, String nom) {
        var valeur = revendications.path(nom);
        return valeur.isString() ? valeur.asString("") : "";
    }

    private static Refuse invalide(String message) {
        return new Refuse("token_not_valid", message);
    }
}
