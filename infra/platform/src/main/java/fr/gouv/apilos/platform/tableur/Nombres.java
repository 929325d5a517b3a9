package fr.gouv.apilos.platform.tableur;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as French people type them, in cells and in forms alike; always half up on the decimal text. Source: 02 R53, DB-27. */
public final class Nombres {

    private static final Pattern BLANCS = Pattern.compile("[\\s\\u00a0\\u202f\\u2009]+");
    /** Sign, digits with at most one point, then a unit that holds no digit of its own but the 2 of "m2". */
    private static final Pattern NOMBRE = Pattern.compile("([+-]?)(\\d+(?:\\.\\d*)?|\\.\\d+)((?:m2|[^\\d.])*)");
    /** Beyond, a decimal text is not an amount of this domain; it only costs memory. */
    private static final int LONGUEUR_MAX = 40;

    private Nombres() {}

    /** The number at the head of the text, unit dropped; empty when the text does not start with a number. */
    public static Optional<BigDecimal> lire(String texte) {
        var compact = BLANCS.matcher(texte).replaceAll("").replace(',', '.').replace('\u2212', '-');
        if (compact.length() > LONGUEUR_MAX) {
            return Optional.empty();
        }
        Matcher m = NOMBRE.matcher(compact);
        if (!m.matches()) {
            return Optional.empty();
        }
        var valeur = new BigDecimal(m.group(2).endsWith(".") ? m.group(2) + "0" : m.group(2));
        return Optional.of("-".equals(m.group(1)) ? valeur.negate() : valeur);
    }

    /** Half up, the only rounding of the product. Source: 03 R-A9.2. */
    public static BigDecimal arrondir(BigDecimal valeur, int echelle) {
        return valeur.setScale(echelle, RoundingMode.HALF_UP);
    }

    /**
     * The number a person typed behind the 17 digits a spreadsheet stores: 7.5049999999999999 is 7.505. Without this, half up
     * would go down.
     */
    static BigDecimal telQueSaisi(BigDecimal stocke) {
        return stocke.precision() <= 15 ? stocke : new BigDecimal(Double.toString(stocke.doubleValue()));
    }

    /** {@code 1 234,50} with narrow no-break groups. */
    public static String afficher(BigDecimal valeur, int echelle) {
        var texte = arrondir(valeur.abs(), echelle).toPlainString();
        int point = texte.indexOf('.');
        var entiers = point < 0 ? texte : texte.substring(0, point);
        var sortie = new StringBuilder(texte.length() + 4);
        if (valeur.signum() < 0) {
            sortie.append('-');
        }
        for (int i = 0; i < entiers.length(); i++) {
            if (i > 0 && (entiers.length() - i) % 3 == 0) {
                sortie.append('\u202f');
            }
            sortie.append(entiers.charAt(i));
        }
        return point < 0
                ? sortie.toString()
                : sortie.append(',').append(texte, point + 1, texte.length()).toString();
    }
}
