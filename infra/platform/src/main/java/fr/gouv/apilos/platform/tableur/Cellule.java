package fr.gouv.apilos.platform.tableur;

import org.jspecify.annotations.Nullable;

/**
 * A cell as read: where it is ({@code D5}), what was typed, the converted value (absent when it could not be), the fault that
 * blocks and the remark that does not.
 */
public record Cellule(
        String reference,
        String champ,
        String saisie,
        @Nullable Object valeur,
        @Nullable String erreur,
        @Nullable String avis) {

    static Cellule lue(String reference, String champ, String saisie, Object valeur) {
        return new Cellule(reference, champ, saisie, valeur, null, null);
    }

    static Cellule vide(String reference, String champ) {
        return new Cellule(reference, champ, "", null, null, null);
    }

    static Cellule fautive(String reference, String champ, String saisie, String erreur) {
        return new Cellule(reference, champ, saisie, null, erreur, null);
    }

    Cellule avecAvis(String texte) {
        return new Cellule(reference, champ, saisie, valeur, erreur, texte);
    }

    /** Adds a fault found by a rule of the step; the first one stays. */
    public Cellule refusee(String motif) {
        return new Cellule(reference, champ, saisie, valeur, erreur == null ? motif : erreur, avis);
    }
}
