package fr.gouv.apilos.platform.web;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was typed in a search, in the form the columns {@code cherche} keep: words without accents. Nothing that means
 * something to {@code like} remains.
 */
public record TexteCherche(List<String> mots) {

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern GROUPES = Pattern.compile("[\\d\\s\\u00a0\\u202f]+");
    private static final int MOTS_MAX = 6;
    private static final int LONGUEUR_MAX = 100;
    /** Below this a fragment is only looked for at the beginning of a word: trigrams find nothing inside. */
    private static final int FRAGMENT = 3;

    /** Reads a text; a number keeps no space, so that a SIRET may be typed in groups. */
    public static TexteCherche de(String saisi) {
        var borne = saisi.length() > LONGUEUR_MAX ? saisi.substring(0, LONGUEUR_MAX) : saisi;
        var texte = GROUPES.matcher(borne).matches() ? borne.replaceAll("\\D", "") : borne;
        var propre = ACCENTS.matcher(Normalizer.normalize(texte.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("")
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replaceAll("[^a-z0-9@.]+", " ")
                .strip();
        return new TexteCherche(
                propre.isEmpty()
                        ? List.of()
                        : Arrays.stream(propre.split(" "))
                                .distinct()
                                .limit(MOTS_MAX)
                                .toList());
    }

    public boolean vide() {
        return mots.isEmpty();
    }

    /** Words as one text, to measure how far a name is from it. */
    public String entier() {
        return String.join(" ", mots);
    }

    /** Whether faults can be forgiven: too short a text is near to everything. */
    public boolean approchable() {
        return entier().length() > FRAGMENT && !entier().matches("[0-9 ]+");
    }

    /**
     * All the words, in any order.
     *
     * @param colonne a column {@code cherche}
     */
    public String condition(String colonne) {
        var clause = new StringBuilder("true");
        for (int i = 0; i < mots.size(); i++) {
            clause.append(" and ").append(colonne).append(" like :mot").append(i);
        }
        return clause.toString();
    }

    /** Values of the parameters of {@link #condition}. */
    public Map<String, String> parametres() {
        var valeurs = new LinkedHashMap<String, String>();
        for (int i = 0; i < mots.size(); i++) {
            var mot = mots.get(i);
            valeurs.put("mot" + i, mot.length() < FRAGMENT ? "% " + mot + "%" : "%" + mot + "%");
        }
        return valeurs;
    }
}
