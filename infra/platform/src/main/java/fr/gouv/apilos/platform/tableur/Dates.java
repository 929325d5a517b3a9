package fr.gouv.apilos.platform.tableur;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates as typed: 2026-03-12, 12/03/2026, 12/03/26, 12 mars 2026. Source: 02 R38, DB-29, ux §2. */
public final class Dates {

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ].*)?");
    private static final Pattern FRANCAISE = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}|\\d{2})");
    private static final Pattern EN_LETTRES = Pattern.compile("(\\d{1,2})(?:er)? ([a-z]+) (\\d{4})");
    private static final List<String> MOIS = List.of(
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre");
    private static final DateTimeFormatter COURTE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRENCH);

    private Dates() {}

    /** The date, or nothing when the text is not one or the day does not exist. */
    public static Optional<LocalDate> lire(String texte) {
        var propre = Normalizer.normalize(texte.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\\s\\u00a0\\u202f]+", " ")
                .toLowerCase(Locale.ROOT);
        try {
            var m = ISO.matcher(propre);
            if (m.matches()) {
                return date(m.group(1), m.group(2), m.group(3));
            }
            m = FRANCAISE.matcher(propre);
            if (m.matches()) {
                var annee = m.group(3).length() == 2 ? siecle(m.group(3)) : m.group(3);
                return date(annee, m.group(2), m.group(1));
            }
            m = EN_LETTRES.matcher(propre);
            if (m.matches() && MOIS.contains(m.group(2))) {
                return date(m.group(3), String.valueOf(MOIS.indexOf(m.group(2)) + 1), m.group(1));
            }
            return Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code 12/03/2026}. */
    public static String afficher(LocalDate date) {
        return COURTE.format(date);
    }

    /** Two digits: 69 to 99 are of the twentieth century, as strptime reads them. */
    private static String siecle(String deuxChiffres) {
        return (Integer.parseInt(deuxChiffres) >= 69 ? "19" : "20") + deuxChiffres;
    }

    private static Optional<LocalDate> date(String annee, String mois, String jour) {
        return Optional.of(LocalDate.of(Integer.parseInt(annee), Integer.parseInt(mois), Integer.parseInt(jour)));
    }
}
