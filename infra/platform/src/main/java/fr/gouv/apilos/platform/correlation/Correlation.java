package fr.gouv.apilos.platform.correlation;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** The correlation identifier of the current thread: short enough to be read over the phone. */
public final class Correlation {

    /** Header of HTTP requests, answers and AMQP messages. */
    public static final String ENTETE = "X-Correlation-Id";

    /** Key in the logging context. */
    public static final String MDC_CLE = "correlation";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{4,64}");
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final SecureRandom HASARD = new SecureRandom();

    private Correlation() {}

    /** The identifier of this thread; one is made when there is none. */
    public static String courante() {
        var valeur = MDC.get(MDC_CLE);
        return valeur == null ? ouvrir(null) : valeur;
    }

    /**
     * Takes the identifier received, or makes one when it is absent or not made of 4 to 64 plain characters.
     *
     * @return the identifier now in force on this thread
     */
    public static String ouvrir(@org.jspecify.annotations.Nullable String recue) {
        var valeur = recue != null && ACCEPTABLE.matcher(recue).matches() ? recue : nouvelle();
        MDC.put(MDC_CLE, valeur);
        return valeur;
    }

    /** Forgets the identifier of this thread. */
    public static void fermer() {
        MDC.remove(MDC_CLE);
    }

    private static String nouvelle() {
        var texte = new StringBuilder("APL-");
        for (int i = 0; i < 8; i++) {
            texte.append(ALPHABET.charAt(HASARD.nextInt(ALPHABET.length())));
        }
        return texte.toString();
    }
}
