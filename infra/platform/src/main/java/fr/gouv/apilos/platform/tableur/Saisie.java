package fr.gouv.apilos.platform.tableur;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value typed in a page, read by the rules of the column it belongs to: the same as in a file. */
public final class Saisie {

    private Saisie() {}

    /**
     * Reads one value.
     *
     * @param texte as typed, null or blank for nothing
     * @return the cell, with its value or what is wrong with it
     */
    public static Cellule lire(Colonne colonne, @Nullable String texte) {
        var propre = texte == null ? "" : texte.strip();
        if (propre.isEmpty()) {
            return colonne.obligatoire()
                    ? Cellule.fautive(
                            "",
                            colonne.champ(),
                            "",
                            "Indiquez : " + colonne.libelle().toLowerCase(java.util.Locale.FRENCH) + ".")
                    : Cellule.vide("", colonne.champ());
        }
        for (var choix : colonne.choix()) {
            if (choix.code().equals(propre)) {
                return Cellule.lue("", colonne.champ(), propre, propre);
            }
        }
        return new Conversion(Map.<String, Set<String>>of()).convertirValeur(colonne, "", propre, false);
    }
}
