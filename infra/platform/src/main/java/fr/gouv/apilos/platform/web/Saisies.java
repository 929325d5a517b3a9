package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.tableur.Nombres;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what was typed in a form, and gathers every fault in the order of the fields. */
public final class Saisies {

    private final UnaryOperator<@Nullable String> parametres;
    private final List<ErreurDeChamp> erreurs = new ArrayList<>();

    /** @param parametres value of a field by its name, null when absent */
    public Saisies(UnaryOperator<@Nullable String> parametres) {
        this.parametres = parametres;
    }

    /** As typed, without the spaces around; null when nothing was. */
    public @Nullable String brut(String champ) {
        var valeur = parametres.apply(champ);
        return valeur == null || valeur.isBlank() ? null : valeur.strip();
    }

    /** A text that may be missing. */
    public @Nullable String texte(String champ, String libelle, int max) {
        var valeur = brut(champ);
        if (valeur != null && valeur.length() > max) {
            refuser(
                    champ,
                    "%s compte au plus %d caractères ; vous en avez saisi %d."
                            .formatted(libelle, max, valeur.length()));
        }
        return valeur;
    }

    /**
     * A text that may not be missing; empty when it is.
     *
     * @param demande what to write beside an empty field, for instance {@code Indiquez le nom du bailleur.}
     */
    public String exige(String champ, String libelle, String demande, int max) {
        var valeur = texte(champ, libelle, max);
        if (valeur == null) {
            refuser(champ, demande);
            return "";
        }
        return valeur;
    }

    /** A number with at most so many decimals, or null. */
    public @Nullable BigDecimal decimal(String champ, String libelle, int decimales) {
        var valeur = brut(champ);
        if (valeur == null) {
            return null;
        }
        var nombre = Nombres.lire(valeur.replace("€", "").replace("%", ""));
        if (nombre.isEmpty()) {
            refuser(champ, libelle + " : écrivez un nombre, par exemple 1 234,50.");
            return null;
        }
        if (nombre.get().stripTrailingZeros().scale() > decimales) {
            refuser(champ, libelle + " : écrivez au plus " + decimales + " décimales.");
        }
        return nombre.get();
    }

    /** A whole number, or null. */
    public @Nullable Integer entier(String champ, String libelle, int min, int max) {
        var valeur = brut(champ);
        if (valeur == null) {
            return null;
        }
        var compact = valeur.replaceAll("[\\s\\u00a0\\u202f]", "");
        if (!compact.matches("\\d{1,9}")) {
            refuser(champ, libelle + " : écrivez un nombre entier.");
            return null;
        }
        int nombre = Integer.parseInt(compact);
        if (nombre < min || nombre > max) {
            refuser(champ, "%s : écrivez un nombre entre %d et %d.".formatted(libelle, min, max));
        }
        return nombre;
    }

    /** A date, or null. */
    public @Nullable LocalDate date(String champ) {
        var valeur = SaisieDeDate.lire(parametres, champ);
        if (valeur == null) {
            return null;
        }
        var date = Dates.lire(valeur);
        if (date.isEmpty()) {
            refuser(champ, "La date « " + valeur + " » n’existe pas. Écrivez le jour, le mois et l’année.");
        }
        return date.orElse(null);
    }

    /** Five digits, or null. */
    public @Nullable String codePostal(String champ) {
        var valeur = brut(champ);
        if (valeur == null) {
            return null;
        }
        var propre = valeur.replaceAll("[\\s\\u00a0\\u202f]", "");
        if (!propre.matches("\\d{5}")) {
            refuser(champ, "Le code postal compte 5 chiffres.");
        }
        return propre;
    }

    /** Adds a fault. */
    public void refuser(String champ, String message) {
        erreurs.add(new ErreurDeChamp(champ, message));
    }

    /** Every fault, in the order they were found. */
    public List<ErreurDeChamp> erreurs() {
        return List.copyOf(erreurs);
    }
}
