package fr.gouv.apilos.platform.tableur;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One admitted value of a choice column: its stored code, the label people read, and other spellings of spreadsheets. */
public record Choix(String code, String libelle, List<String> synonymes) {

    private static final Pattern BLANCS = Pattern.compile("[\\s\\u00a0\\u202f]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    public Choix {
        synonymes = List.copyOf(synonymes);
    }

    /** A choice without other spellings. */
    public static Choix de(String code, String libelle, String... synonymes) {
        return new Choix(code, libelle, List.of(synonymes));
    }

    boolean porteLeCode(String saisie) {
        return normaliser(code).equals(normaliser(saisie));
    }

    boolean correspond(String saisie) {
        var cherche = normaliser(saisie);
        return normaliser(libelle).equals(cherche)
                || synonymes.stream().anyMatch(s -> normaliser(s).equals(cherche));
    }

    /** Case, accents, kinds of blanks and of apostrophes do not matter. Source: 02 DB-29. */
    static String normaliser(String texte) {
        var sansAccent = ACCENTS.matcher(Normalizer.normalize(texte, Normalizer.Form.NFD))
                .replaceAll("");
        return BLANCS.matcher(sansAccent.replace('\u2019', '\'').replace('\u2032', '\''))
                .replaceAll(" ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
