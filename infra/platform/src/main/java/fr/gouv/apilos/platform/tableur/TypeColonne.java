package fr.gouv.apilos.platform.tableur;

/** What a column holds, hence how its cells are converted. Source: 02 R53. */
public enum TypeColonne {
    TEXTE,
    DECIMAL,
    ENTIER,
    DATE,
    CHOIX
}
