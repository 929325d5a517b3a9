package fr.gouv.apilos.convention.programme;

/** The form of a number in which users' separators do not matter (01 R75, 03 R-A3.2). */
public final class NumeroPourRecherche {

    private NumeroPourRecherche() {}

    /** The number without {@code / - . } and spaces; case kept; null stays null. */
    public static String de(String numero) {
        return numero == null ? null : numero.replaceAll("[/\\- .]", "");
    }
}
