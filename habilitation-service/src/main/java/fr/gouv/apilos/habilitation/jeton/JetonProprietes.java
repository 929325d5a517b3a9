package fr.gouv.apilos.habilitation.jeton;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Life of tokens and keys.
 *
 * @param secret at least 16 characters; private keys are stored encrypted with a key derived from it
 * @param duree life of a token, ten minutes at most
 * @param publicationAnticipee time between the publication of a key and its first use
 * @param rotation age at which a key is replaced
 */
@ConfigurationProperties("apilos.jeton")
record JetonProprietes(String secret, Duration duree, Duration publicationAnticipee, Duration rotation) {

    JetonProprietes {
        if (secret.length() < 16) {
            throw new IllegalArgumentException("TOKEN_KEY_SECRET (or CLIENT_SECRET) must have at least 16 characters");
        }
        if (duree.compareTo(Duration.ofMinutes(10)) > 0 || duree.compareTo(Duration.ofMinutes(2)) < 0) {
            throw new IllegalArgumentException("a token lives between 2 and 10 minutes");
        }
    }
}
