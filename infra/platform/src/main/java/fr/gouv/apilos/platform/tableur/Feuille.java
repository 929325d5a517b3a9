package fr.gouv.apilos.platform.tableur;

import java.util.List;

/**
 * A sheet to read or write: {@code modele} is the file name without extension, {@code nom} the exact name of the sheet,
 * {@code premiereLigne} the first data row written as {@code Data!E2} in our models. Source: 02 §7.1.
 */
public record Feuille(String modele, String nom, int premiereLigne, List<Colonne> colonnes, List<String> notice) {

    /** Row read first when the workbook does not say otherwise. Source: 02 R49. */
    static final int PREMIERE_LIGNE_PAR_DEFAUT = 3;

    public Feuille {
        colonnes = List.copyOf(colonnes);
        notice = List.copyOf(notice);
    }

    public String nomFichier() {
        return modele + ".xlsx";
    }

    public Colonne colonne(String champ) {
        return colonnes.stream()
                .filter(c -> c.champ().equals(champ))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + champ + " in " + modele));
    }
}
