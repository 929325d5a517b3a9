package fr.gouv.apilos.platform.web;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was typed in the three boxes of a date. */
public final class SaisieDeDate {

    private SaisieDeDate() {}

    /**
     * The text typed for one date.
     *
     * @param parametres a parameter of the request by its name, null when absent
     * @param nom name of the field; {@code nom} itself wins, then {@code nom_jour}, {@code nom_mois}, {@code nom_annee}
     * @return null when nothing was typed; else the parts joined by slashes, or the whole of a date pasted in one box
     */
    public static @Nullable String lire(UnaryOperator<@Nullable String> parametres, String nom) {
        var entier = texte(parametres.apply(nom));
        if (!entier.isEmpty()) {
            return entier;
        }
        var jour = texte(parametres.apply(nom + "_jour"));
        var mois = texte(parametres.apply(nom + "_mois"));
        var annee = texte(parametres.apply(nom + "_annee"));
        if (mois.isEmpty() && annee.isEmpty()) {
            return jour.isEmpty() ? null : jour;
        }
        return jour + "/" + mois + "/" + annee;
    }

    private static String texte(@Nullable String brut) {
        return brut == null ? "" : brut.trim();
    }
}
