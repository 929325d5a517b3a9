package fr.gouv.apilos.document.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The code printed on a document: sixteen letters and digits nobody takes for one another, in groups of four. It follows
 * from the task, so that a task done again prints the same.
 */
final class CodeDeVerification {

    /** Crockford's alphabet: no I, L, O, U. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LONGUEUR = 16;
    private static final int GROUPE = 4;
    private static final int BITS = 5;

    private CodeDeVerification() {}

    static String de(UUID tache) {
        var empreinte = sha256().digest(("verification:" + tache).getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder();
        int reserve = 0;
        int bits = 0;
        for (int octet = 0; code.length() < LONGUEUR; octet++) {
            reserve = (reserve << Byte.SIZE) | (empreinte[octet] & 0xFF);
            bits += Byte.SIZE;
            while (bits >= BITS && code.length() < LONGUEUR) {
                bits -= BITS;
                code.append(ALPHABET.charAt((reserve >> bits) & (ALPHABET.length() - 1)));
            }
            reserve &= (1 << bits) - 1;
        }
        return grouper(code.toString());
    }

    /** The code somebody typed or copied, however they did; nothing when it cannot be one. */
    static Optional<String> lire(String saisi) {
        var nu = saisi.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}.]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return nu.length() == LONGUEUR && nu.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                ? Optional.of(grouper(nu))
                : Optional.empty();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String grouper(String nu) {
        return nu.replaceAll("(.{" + GROUPE + "})(?!$)", "$1-");
    }
}
