package fr.gouv.apilos.document.analyse;

import java.io.IOException;
import java.io.InputStream;

/** Reads a file and says what it holds. */
@FunctionalInterface
interface Antivirus {

    /** What was found. */
    enum Resultat {
        SAIN,
        INFECTE,
        NON_ANALYSE
    }

    /** @param menace name of what was found, null unless infected */
    record Verdict(Resultat resultat, String menace) {
        static final Verdict SAIN = new Verdict(Resultat.SAIN, null);
        static final Verdict NON_ANALYSE = new Verdict(Resultat.NON_ANALYSE, null);
    }

    /**
     * Reads the stream to its end.
     *
     * @throws IOException when the antivirus does not answer, or not as it should: the file stays in quarantine
     */
    Verdict analyser(InputStream contenu) throws IOException;
}
