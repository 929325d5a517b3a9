package fr.gouv.apilos.platform.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way to write each kind of value, on screens as in fields (ux §2). */
public final class Formats {

    /** Said where nothing is known. */
    public static final String ABSENT = "Non renseigné";

    private static final char GROUPE = '\u202f';
    private static final char ESPACE = '\u00a0';
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter LONGUE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter COURTE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRENCH);
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'à' HH:mm", Locale.FRENCH).withZone(PARIS);
    private static final long KILO = 1024;

    Formats() {}

    /** {@code 1 234,50 €}. */
    public String montant(@Nullable BigDecimal valeur) {
        return valeur == null ? ABSENT : nombre(valeur, 2) + ESPACE + "€";
    }

    /** {@code 54,20 m²}. */
    public String surface(@Nullable BigDecimal valeur) {
        return valeur == null ? ABSENT : nombre(valeur, 2) + ESPACE + "m²";
    }

    /** A number with its decimals, empty when absent: for cells and fields, whose header says the unit. */
    public String decimal(@Nullable BigDecimal valeur, int decimales) {
        return valeur == null ? "" : nombre(valeur, decimales);
    }

    /** A whole number with its groups. */
    public String entier(@Nullable Number valeur) {
        return valeur == null ? "" : nombre(BigDecimal.valueOf(valeur.longValue()), 0);
    }

    /** {@code 12 mars 2026}; the first of a month is {@code 1er}. */
    public String date(@Nullable LocalDate valeur) {
        if (valeur == null) {
            return ABSENT;
        }
        var texte = LONGUE.format(valeur);
        return valeur.getDayOfMonth() == 1 ? "1er" + texte.substring(1) : texte;
    }

    /** {@code 12/03/2026}, empty when absent. */
    public String dateCourte(@Nullable LocalDate valeur) {
        return valeur == null ? "" : COURTE.format(valeur);
    }

    /** {@code 12 mars 2026 à 14:02}, time of Paris. */
    public String instant(@Nullable Instant valeur) {
        return valeur == null ? ABSENT : INSTANT.format(valeur);
    }

    /** {@code 12/03/2026} of an instant, in Paris. */
    public String jour(@Nullable Instant valeur) {
        return valeur == null ? "" : COURTE.format(valeur.atZone(PARIS));
    }

    /** {@code 123 456 789 00012}; anything else is left as it is. */
    public String siret(@Nullable String valeur) {
        if (valeur == null || valeur.isBlank()) {
            return ABSENT;
        }
        return valeur.matches("\\d{14}")
                ? valeur.substring(0, 3)
                        + ESPACE
                        + valeur.substring(3, 6)
                        + ESPACE
                        + valeur.substring(6, 9)
                        + ESPACE
                        + valeur.substring(9)
                : valeur;
    }

    /** {@code 1 logement}, {@code 12 logements}; zero is singular in French. */
    public String pluriel(long nombre, String un, String plusieurs) {
        return entier(nombre) + ESPACE + (Math.abs(nombre) < 2 ? un : plusieurs);
    }

    /** {@code 1,2 Mo}. */
    public String taille(long octets) {
        if (octets < KILO) {
            return pluriel(octets, "octet", "octets");
        }
        if (octets < KILO * KILO) {
            return nombre(BigDecimal.valueOf(octets).divide(BigDecimal.valueOf(KILO), 0, RoundingMode.HALF_UP), 0)
                    + ESPACE + "Ko";
        }
        return nombre(BigDecimal.valueOf(octets).divide(BigDecimal.valueOf(KILO * KILO), 1, RoundingMode.HALF_UP), 1)
                + ESPACE + "Mo";
    }

    private static String nombre(BigDecimal valeur, int decimales) {
        var symboles = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symboles.setGroupingSeparator(GROUPE);
        symboles.setDecimalSeparator(',');
        symboles.setMinusSign('-');
        var format = new DecimalFormat("#,##0" + (decimales > 0 ? "." + "0".repeat(decimales) : ""), symboles);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(valeur);
    }
}
