package fr.gouv.apilos.convention.formulaire.regles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has against an input: the row (0-based, absent for the form or the table), the field (absent for the whole row or
 * table), a French sentence, and whether the user may insist (02 R107).
 */
public record Probleme(@Nullable Integer ligne, @Nullable String champ, String message, boolean confirmable) {

    public static Probleme champ(String champ, String message) {
        return new Probleme(null, champ, message, false);
    }

    public static Probleme cellule(int ligne, String champ, String message) {
        return new Probleme(ligne, champ, message, false);
    }

    public static Probleme tableau(String message) {
        return new Probleme(null, null, message, false);
    }

    public static Probleme aConfirmer(String message) {
        return new Probleme(null, null, message, true);
    }

    public static boolean bloquants(List<Probleme> problemes) {
        return problemes.stream().anyMatch(p -> !p.confirmable());
    }
}
