package fr.gouv.apilos.platform.tableur;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a sheet: the expected header (all its words must occur in the cell, 02 R47), the target field, and how to
 * convert. {@code titre} is the header written in our own models, {@code libelle} the short name used in messages.
 */
public record Colonne(
        String champ,
        String entete,
        String titre,
        String libelle,
        TypeColonne type,
        boolean obligatoire,
        int echelle,
        String exemple,
        List<Choix> choix,
        @Nullable String consigne,
        @Nullable String repere,
        @Nullable String formule) {

    public Colonne {
        choix = List.copyOf(choix);
    }

    private static Colonne nouvelle(
            String champ,
            String entete,
            String libelle,
            TypeColonne type,
            int echelle,
            String exemple,
            List<Choix> choix) {
        return new Colonne(champ, entete, entete, libelle, type, false, echelle, exemple, choix, null, null, null);
    }

    public static Colonne texte(String champ, String entete, String libelle) {
        return nouvelle(champ, entete, libelle, TypeColonne.TEXTE, 0, "", List.of());
    }

    public static Colonne decimal(String champ, String entete, String libelle, int echelle, String exemple) {
        return nouvelle(champ, entete, libelle, TypeColonne.DECIMAL, echelle, exemple, List.of());
    }

    public static Colonne entier(String champ, String entete, String libelle, String exemple) {
        return nouvelle(champ, entete, libelle, TypeColonne.ENTIER, 0, exemple, List.of());
    }

    public static Colonne date(String champ, String entete, String libelle) {
        return nouvelle(champ, entete, libelle, TypeColonne.DATE, 0, "12/03/2026", List.of());
    }

    public static Colonne choix(String champ, String entete, String libelle, List<Choix> choix) {
        return nouvelle(champ, entete, libelle, TypeColonne.CHOIX, 0, "", choix);
    }

    /** An empty cell of a row in use is then a blocking error. Source: 02 R52. */
    public Colonne obligatoirement() {
        return new Colonne(
                champ, entete, titre, libelle, type, true, echelle, exemple, choix, consigne, repere, formule);
    }

    /** Header of our own models, when longer than the words looked for. */
    public Colonne intitulee(String nouveauTitre) {
        return new Colonne(
                champ,
                entete,
                nouveauTitre,
                libelle,
                type,
                obligatoire,
                echelle,
                exemple,
                choix,
                consigne,
                repere,
                formule);
    }

    /** Hint written in row 2 of our own models. */
    public Colonne avecConsigne(String texte) {
        return new Colonne(
                champ, entete, titre, libelle, type, obligatoire, echelle, exemple, choix, texte, repere, formule);
    }

    /** Mark written in row 3 ("Col 4"), which headers refer to. */
    public Colonne reperee(String marque) {
        return new Colonne(
                champ, entete, titre, libelle, type, obligatoire, echelle, exemple, choix, consigne, marque, formule);
    }

    /** Formula of the free rows of our own models; {@code {n}} stands for the row number. */
    public Colonne calculee(String expression) {
        return new Colonne(
                champ,
                entete,
                titre,
                libelle,
                type,
                obligatoire,
                echelle,
                exemple,
                choix,
                consigne,
                repere,
                expression);
    }

    List<String> mots() {
        return List.of(entete.strip().split("\\s+"));
    }
}
