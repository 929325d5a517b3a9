package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.tableur.Nombres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the answers of a step one by one and keeps what is wrong with each. */
final class Saisies {

    private final Map<String, String> brutes;
    private final List<ErreurDeChamp> erreurs = new ArrayList<>();

    Saisies(Map<String, String> brutes) {
        this.brutes = brutes;
    }

    /** Trimmed text, null when empty. */
    String texte(String nom) {
        var valeur = brutes.get(nom);
        return valeur == null || valeur.isBlank() ? null : valeur.strip();
    }

    /** Trimmed text within a length. */
    String texte(String nom, int max) {
        var valeur = texte(nom);
        if (valeur != null && valeur.length() > max) {
            refuser(nom, "Ce texte compte %d caractères ; le maximum est de %d.".formatted(valeur.length(), max));
        }
        return valeur;
    }

    /** Text that must be there. */
    String exige(String nom, int max, String message) {
        var valeur = texte(nom, max);
        if (valeur == null) {
            refuser(nom, message);
        }
        return valeur;
    }

    boolean vrai(String nom) {
        return "true".equals(brutes.get(nom));
    }

    /** A date, null when empty or wrong. */
    LocalDate date(String nom) {
        var valeur = texte(nom);
        if (valeur == null) {
            return null;
        }
        var date = Dates.lire(valeur);
        if (date.isEmpty()) {
            refuser(nom, "« " + valeur + " » n’est pas une date. Écrivez par exemple 14/12/2026.");
        }
        return date.orElse(null);
    }

    /** A positive amount with two decimals at most, null when empty or wrong. */
    BigDecimal decimal(String nom, BigDecimal max) {
        var valeur = texte(nom);
        if (valeur == null) {
            return null;
        }
        var nombre = Nombres.lire(valeur.replace("€", ""));
        if (nombre.isEmpty() || nombre.get().signum() < 0) {
            refuser(nom, "« " + valeur + " » n’est pas un montant. Écrivez par exemple 1 234,50.");
            return null;
        }
        if (nombre.get().stripTrailingZeros().scale() > 2) {
            refuser(nom, "Écrivez ce nombre avec au plus deux décimales.");
            return null;
        }
        if (nombre.get().compareTo(max) >= 0) {
            refuser(nom, "Ce nombre est trop grand : vérifiez-le.");
            return null;
        }
        return nombre.get().setScale(2, RoundingMode.UNNECESSARY);
    }

    /** A positive whole number, null when empty or wrong. */
    Integer entier(String nom, int max) {
        var valeur = texte(nom);
        if (valeur == null) {
            return null;
        }
        var chiffres = valeur.replaceAll("[\\s\\u00a0\\u202f]", "");
        if (!chiffres.matches("\\d{1,9}")) {
            refuser(nom, "« " + valeur + " » n’est pas un nombre entier.");
            return null;
        }
        int nombre = Integer.parseInt(chiffres);
        if (nombre > max) {
            refuser(nom, "Ce nombre est trop grand : vérifiez-le.");
            return null;
        }
        return nombre;
    }

    void refuser(String nom, String message) {
        erreurs.add(new ErreurDeChamp(nom, message));
    }

    boolean valides() {
        return erreurs.isEmpty();
    }

    List<ErreurDeChamp> erreurs() {
        return List.copyOf(erreurs);
    }
}
