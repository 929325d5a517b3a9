package fr.gouv.apilos.convention.fichier;

import java.text.Normalizer;
import java.util.Locale;

/** The two names of a file: as the person knows it, and as the store keeps it (06 FIL-1, FIL-2). */
final class NomDeFichier {

    private static final int LONGUEUR_MAX = 255;
    private static final int STOCKAGE_MAX = 120;

    private NomDeFichier() {}

    /** The last segment of what the browser said, without what no screen shows; « fichier » when nothing is left. */
    static String reel(String annonce) {
        var texte = annonce == null ? "" : annonce;
        var dernier = texte.substring(Math.max(texte.lastIndexOf('/'), texte.lastIndexOf('\\')) + 1);
        // Control, direction and other invisible characters make a name say another thing than it is.
        var propre = dernier.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\"<>]", "").strip();
        if (propre.isEmpty()) {
            return "fichier";
        }
        if (propre.length() <= LONGUEUR_MAX) {
            return propre;
        }
        var extension = extension(propre);
        return propre.substring(0, LONGUEUR_MAX - extension.length()) + extension;
    }

    /** In lower-case ASCII: letters, digits, dash, underscore, one dot before the extension. */
    static String stockage(String reel) {
        var extension = extension(reel);
        var base = reel.substring(0, reel.length() - extension.length());
        var ascii = Normalizer.normalize(base, Normalizer.Form.NFKD)
                .replaceAll("[^\\p{ASCII}]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_\\s-]", "")
                .replaceAll("[\\s-]+", "-")
                .replaceAll("^[-_]+|[-_]+$", "");
        var court = ascii.length() > STOCKAGE_MAX ? ascii.substring(0, STOCKAGE_MAX) : ascii;
        return (court.isEmpty() ? "fichier" : court) + extension.toLowerCase(Locale.ROOT);
    }

    /** From the last dot on, when it looks like an extension; empty otherwise. */
    static String extension(String nom) {
        int point = nom.lastIndexOf('.');
        var fin = point <= 0 ? "" : nom.substring(point);
        return fin.matches("\\.[A-Za-z0-9]{1,10}") ? fin : "";
    }
}
