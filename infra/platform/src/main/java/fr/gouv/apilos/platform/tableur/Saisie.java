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

    /** The same in place of a cell, with the words of a reading: it keeps its place. */
    static Cellule corriger(Colonne colonne, String reference, String texte, Map<String, Set<String>> codesPreferes) {
        var propre = texte.strip();
        if (propre.isEmpty()) {
            return Conversion.absente(colonne, reference);
        }
        return colonne.choix().stream().anyMatch(choix -> choix.code().equals(propre))
                ? Cellule.lue(reference, colonne.champ(), propre, propre)
                : new Conversion(codesPreferes).convertirTexte(colonne, reference, propre);
    }
}
