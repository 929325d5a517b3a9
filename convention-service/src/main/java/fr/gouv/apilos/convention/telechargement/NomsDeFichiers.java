package fr.gouv.apilos.convention.telechargement;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of the files of one archive: accepted by every file system, each once, whatever they were called (06 A13). */
public final class NomsDeFichiers {

    /** Room for a number within the 255 bytes of a name, accents counted twice. */
    private static final int LONGUEUR_MAX = 100;

    private static final Set<String> RESERVES = Set.of("con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2");

    private final Set<String> pris = new HashSet<>();

    /** The name this file takes in the archive; the same one given twice gets a number. */
    public String prendre(String nom) {
        var sur = sur(nom);
        var candidat = sur;
        int point = sur.lastIndexOf('.');
        var base = point > 0 ? sur.substring(0, point) : sur;
        var extension = point > 0 ? sur.substring(point) : "";
        // Windows and macOS see no difference between capitals and small letters.
        for (int n = 2; !pris.add(candidat.toLowerCase(Locale.ROOT)); n++) {
            candidat = base + " (" + n + ")" + extension;
        }
        return candidat;
    }

    /** Without path, nor sign that a file system refuses. */
    static String sur(String nom) {
        var dernier = nom.substring(Math.max(nom.lastIndexOf('/'), nom.lastIndexOf('\\')) + 1);
        var propre = Normalizer.normalize(dernier, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "_")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("^\\.+|[. ]+$", "");
        if (propre.isEmpty()) {
            return "document";
        }
        int point = propre.lastIndexOf('.');
        var base = point > 0 ? propre.substring(0, point) : propre;
        if (RESERVES.contains(base.toLowerCase(Locale.ROOT))) {
            propre = "_" + propre;
        }
        return propre.length() <= LONGUEUR_MAX
                ? propre
                : propre.substring(propre.length() - LONGUEUR_MAX).strip();
    }
}
