package fr.gouv.apilos.habilitation.jeton;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The programs that may ask for tokens, from {@code CLIENT_SECRETS}: {@code name:secret,name:secret}. */
@Component
class ClientsAutorises {

    private static final int SECRET_MINIMAL = 16;
    private static final String BASIC = "Basic ";

    private final Map<String, byte[]> empreintes = new HashMap<>();
    private final byte[] leurre = empreinte("unknown client");

    ClientsAutorises(@Value("${apilos.clients}") String clients) {
        for (var paire : clients.split(",")) {
            if (paire.isBlank()) {
                continue;
            }
            var parties = paire.strip().split(":", 2);
            if (parties.length != 2 || parties[1].length() < SECRET_MINIMAL) {
                throw new IllegalArgumentException("CLIENT_SECRETS: the secret of " + parties[0]
                        + " must have at least " + SECRET_MINIMAL + " characters");
            }
            empreintes.put(parties[0], empreinte(parties[1]));
        }
    }

    /** The program that shows these HTTP Basic credentials. As long to answer whoever asks. */
    Optional<String> reconnaitre(@Nullable String autorisation) {
        if (autorisation == null || !autorisation.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String[] parties;
        try {
            var clair = Base64.getDecoder()
                    .decode(autorisation.substring(BASIC.length()).strip());
            parties = new String(clair, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (parties.length != 2) {
            return Optional.empty();
        }
        var attendue = empreintes.get(parties[0]);
        var bonne = MessageDigest.isEqual(attendue == null ? leurre : attendue, empreinte(parties[1]));
        return bonne && attendue != null ? Optional.of(parties[0]) : Optional.empty();
    }

    /** Equal lengths, so that the comparison tells nothing of the secret. */
    private static byte[] empreinte(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
