package fr.gouv.apilos.platform.antivirus;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file and says what it holds. */
@FunctionalInterface
public interface Antivirus {

    /** What was found. */
    enum Resultat {
        SAIN,
        INFECTE,
        NON_ANALYSE
    }

    /**
     * The answer for one file.
     *
     * @param menace name of what was found, null unless infected
     */
    record Verdict(Resultat resultat, @Nullable String menace) {
        public static final Verdict SAIN = new Verdict(Resultat.SAIN, null);

        /** No antivirus is set up. */
        public static final Verdict NON_ANALYSE = new Verdict(Resultat.NON_ANALYSE, null);
    }

    /**
     * Reads the stream to its end.
     *
     * @throws IOException when the antivirus does not answer, or not as it should: the file stays in quarantine
     */
    Verdict analyser(InputStream contenu) throws IOException;
}
