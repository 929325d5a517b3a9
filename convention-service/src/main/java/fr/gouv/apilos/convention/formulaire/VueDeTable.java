package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.tableur.Nombres;
import fr.gouv.apilos.platform.tableur.TypeColonne;
import fr.gouv.apilos.platform.web.Champ;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table as it is drawn: short headers, values written the one way, sums below. */
record VueDeTable(
        String nom,
        String titre,
        String unite,
        String base,
        boolean modifiable,
        List<Entete> entetes,
        List<RangVu> rangs,
        List<String> totaux,
        int nombre,
        String annulable,
        List<String> fautes,
        boolean exigee) {

    /** Whether a row can be opened to see or change it. */
    public boolean actions() {
        return rangs.stream().anyMatch(rang -> rang.lien() != null);
    }

    /** Whether something is added up below. */
    public boolean avecTotaux() {
        return totaux.stream().anyMatch(total -> !total.isEmpty());
    }

    /** Header of a column. */
    record Entete(String libelle, boolean nombre) {}

    /**
     * One row.
     *
     * @param lien what its link says, null for no link
     */
    record RangVu(String uuid, String designation, List<CelluleVue> cellules, String lien) {}

    /** One cell. */
    record CelluleVue(String texte, String libelle, boolean nombre) {}

    static boolean nombre(Colonne colonne) {
        return colonne.type() == TypeColonne.DECIMAL || colonne.type() == TypeColonne.ENTIER;
    }

    /** A value as people read it, and type it. */
    static String texte(Colonne colonne, Object valeur) {
        return switch (valeur) {
            case null -> "";
            case BigDecimal decimal -> Nombres.afficher(decimal, colonne.echelle());
            case LocalDate date -> Dates.afficher(date);
            default ->
                colonne.choix().stream()
                        .filter(choix -> choix.code().equals(valeur))
                        .map(choix -> choix.libelle())
                        .findFirst()
                        .orElse(String.valueOf(valeur));
        };
    }

    /** The fields of one row, each named by its column. */
    static List<Champ> champs(TableDeSaisie table, Map<String, String> valeurs, Map<String, String> erreurs) {
        var champs = new ArrayList<Champ>();
        for (var colonne : table.feuille().colonnes()) {
            var champ = switch (colonne.type()) {
                case CHOIX -> Champ.liste(colonne.champ(), colonne.libelle(), EtapeOperation.options(colonne.choix()));
                case DECIMAL -> Champ.decimal(colonne.champ(), colonne.libelle());
                case ENTIER -> Champ.entier(colonne.champ(), colonne.libelle());
                case DATE -> Champ.date(colonne.champ(), colonne.libelle());
                case TEXTE -> Champ.texte(colonne.champ(), colonne.libelle());
            };
            if (!colonne.obligatoire()
                    && colonne.type() != TypeColonne.CHOIX
                    && !table.necessaires().contains(colonne.champ())) {
                champ.facultatif();
            }
            champs.add(champ.aide(colonne.consigne())
                    .valeur(valeurs.get(colonne.champ()))
                    .erreur(erreurs.get(colonne.champ())));
        }
        return champs;
    }
}
