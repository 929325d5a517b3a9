package fr.gouv.apilos.convention.formulaire.regles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has against an input: the row (0-based, absent for the form or the table), the field (absent for the whole row or
 * table), a French sentence, whether the user may insist (02 R107), and whether it is the table as a whole that is at fault: then
 * no single row can be blamed, and rows are still typed one by one.
 */
public record Probleme(
        @Nullable Integer ligne, @Nullable String champ, String message, boolean confirmable, boolean ensemble) {

    public static Probleme champ(String champ, String message) {
        return new Probleme(null, champ, message, false, false);
    }

    public static Probleme cellule(int ligne, String champ, String message) {
        return new Probleme(ligne, champ, message, false, false);
    }

    /** A cell that takes its share of a fault of the whole table. */
    public static Probleme part(int ligne, String champ, String message) {
        return new Probleme(ligne, champ, message, false, true);
    }

    public static Probleme tableau(String message) {
        return new Probleme(null, null, message, false, true);
    }

    public static Probleme aConfirmer(String message) {
        return new Probleme(null, null, message, true, true);
    }

    public static boolean bloquants(List<Probleme> problemes) {
        return problemes.stream().anyMatch(p -> !p.confirmable());
    }
}
