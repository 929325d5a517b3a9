package fr.gouv.apilos.platform.tableur;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes our own models: the sheet with its hints and drop-down lists, a protected notice, the {@code Data} sheet that tells
 * the first data row. Pre-filled on demand, or returned with the faults of a reading as cell comments. Source: 02 §7.1, ux P6.
 */
public final class RedacteurTableur {

    /** Rows that receive drop-down lists and formulas. */
    private static final int LIGNES_PREPAREES = 500;

    private static final String FOND_ENTETE = "E8EDFF";
    private static final String FOND_FAUTE = "FFE9E9";
    private static final String GRIS = "666666";

    private RedacteurTableur() {}

    /** The model with these rows, by field: String, BigDecimal, Integer, LocalDate; choices by code. */
    public static void modele(Feuille feuille, List<Map<String, Object>> lignes, OutputStream sortie)
            throws IOException {
        ecrire(feuille, feuille.premiereLigne(), sortie, (feuilleXlsx, data) -> {
            int ligne = feuille.premiereLigne();
            for (var valeurs : lignes) {
                for (int c = 0; c < feuille.colonnes().size(); c++) {
                    poser(
                            feuilleXlsx,
                            ligne - 1,
                            c,
                            feuille.colonnes().get(c),
                            valeurs.get(feuille.colonnes().get(c).champ()));
                }
                ligne++;
            }
            formules(feuille, feuilleXlsx, ligne);
        });
    }

    /**
     * The rows as they were typed, at their own places, each fault as a comment on its cell; rows read right under their
     * headers, or without any, move below the hints of the model.
     */
    public static void annotee(Lecture lecture, OutputStream sortie) throws IOException {
        var feuille = lecture.feuille();
        int premiere = Math.max(lecture.premiereLigne(), Feuille.PREMIERE_LIGNE_PAR_DEFAUT);
        int decalage = premiere - lecture.premiereLigne() - 1;
        ecrire(feuille, premiere, sortie, (feuilleXlsx, data) -> {
            for (var ligne : lecture.lignes()) {
                for (int c = 0; c < feuille.colonnes().size(); c++) {
                    var cellule = ligne.cellule(feuille.colonnes().get(c).champ());
                    if (cellule == null) {
                        continue;
                    }
                    var valeur = cellule.valeur() == null ? cellule.saisie() : cellule.valeur();
                    poser(
                            feuilleXlsx,
                            ligne.numero() + decalage,
                            c,
                            feuille.colonnes().get(c),
                            valeur);
                    var erreur = cellule.erreur();
                    if (erreur != null) {
                        feuilleXlsx.comment(ligne.numero() + decalage, c, erreur);
                        feuilleXlsx
                                .style(ligne.numero() + decalage, c)
                                .fillColor(FOND_FAUTE)
                                .set();
                    }
                }
            }
        });
    }

    private interface Contenu {
        void ecrire(Worksheet feuille, Worksheet data);
    }

    private static void ecrire(Feuille feuille, int premiereLigne, OutputStream sortie, Contenu contenu)
            throws IOException {
        try (var classeur = new Workbook(sortie, "APiLos", "1.0")) {
            var principale = classeur.newWorksheet(feuille.nom());
            var notice = classeur.newWorksheet("Notice");
            var data = classeur.newWorksheet("Data");
            entetes(feuille, principale, premiereLigne);
            notice(feuille, notice);
            listes(feuille, principale, data, premiereLigne);
            contenu.ecrire(principale, data);
            principale.finish();
            notice.finish();
            data.finish();
        }
    }

    private static void entetes(Feuille feuille, Worksheet xlsx, int premiereLigne) {
        for (int c = 0; c < feuille.colonnes().size(); c++) {
            var colonne = feuille.colonnes().get(c);
            xlsx.value(0, c, colonne.titre());
            xlsx.style(0, c)
                    .bold()
                    .wrapText(true)
                    .verticalAlignment("center")
                    .fillColor(FOND_ENTETE)
                    .set();
            xlsx.width(c, Math.clamp(colonne.libelle().length() + 6, 14, 40));
            xlsx.value(1, c, consigne(colonne));
            xlsx.style(1, c)
                    .italic()
                    .wrapText(true)
                    .fontColor(GRIS)
                    .verticalAlignment("top")
                    .set();
            if (colonne.repere() != null && premiereLigne > 3) {
                xlsx.value(2, c, colonne.repere());
                xlsx.style(2, c).italic().fontColor(GRIS).set();
            }
        }
        xlsx.rowHeight(0, 48);
        xlsx.rowHeight(1, 60);
        xlsx.freezePane(1, premiereLigne - 1);
    }

    /** The hint written under a header. */
    static String consigne(Colonne colonne) {
        if (colonne.consigne() != null) {
            return colonne.consigne();
        }
        var nature = switch (colonne.type()) {
            case TEXTE -> "Texte libre";
            case DECIMAL -> "Nombre à %d décimales au plus".formatted(colonne.echelle());
            case ENTIER -> "Nombre entier";
            case DATE -> "Date jj/mm/aaaa";
            case CHOIX -> "À choisir dans la liste";
        };
        return colonne.obligatoire() ? nature + " (obligatoire)" : nature;
    }

    private static void notice(Feuille feuille, Worksheet xlsx) {
        var lignes = new ArrayList<String>();
        lignes.add("Comment remplir ce fichier");
        lignes.add("Remplissez la feuille « %s », une ligne par élément, à partir de la ligne %d."
                .formatted(feuille.nom(), feuille.premiereLigne()));
        lignes.add("Ne changez ni le nom de la feuille ni les titres de la première ligne ; l’ordre des colonnes est"
                + " libre.");
        lignes.add("N’ajoutez pas de ligne de total : la plateforme calcule les totaux.");
        lignes.add("%s lignes au plus.".formatted(Nombres.afficher(BigDecimal.valueOf(LecteurTableur.LIGNES_MAX), 0)));
        lignes.addAll(feuille.notice());
        for (int l = 0; l < lignes.size(); l++) {
            xlsx.value(l, 0, lignes.get(l));
        }
        xlsx.style(0, 0).bold().fontSize(14).set();
        xlsx.width(0, 110);
        xlsx.protect("apilos");
    }

    private static void listes(Feuille feuille, Worksheet principale, Worksheet data, int premiereLigne) {
        data.value(0, 4, "ligne data");
        data.value(1, 4, premiereLigne);
        int colonneData = 5;
        for (int c = 0; c < feuille.colonnes().size(); c++) {
            var colonne = feuille.colonnes().get(c);
            if (colonne.choix().isEmpty()) {
                continue;
            }
            data.value(0, colonneData, colonne.libelle());
            int l = 1;
            for (var choix : colonne.choix()) {
                data.value(l++, colonneData, choix.libelle());
            }
            principale
                    .range(premiereLigne - 1, c, premiereLigne - 2 + LIGNES_PREPAREES, c)
                    .validateWithList(data.range(1, colonneData, l - 1, colonneData))
                    .allowBlank(true)
                    .errorTitle("Valeur hors liste")
                    .error("Choisissez une valeur de la liste.");
            colonneData++;
        }
        data.protect("apilos");
    }

    private static void formules(Feuille feuille, Worksheet xlsx, int premiereLibre) {
        for (int c = 0; c < feuille.colonnes().size(); c++) {
            var formule = feuille.colonnes().get(c).formule();
            if (formule == null) {
                continue;
            }
            for (int l = premiereLibre; l < feuille.premiereLigne() + LIGNES_PREPAREES; l++) {
                xlsx.formula(l - 1, c, formule.replace("{n}", String.valueOf(l)));
                xlsx.style(l - 1, c).format("0.00").set();
            }
        }
    }

    private static void poser(Worksheet xlsx, int ligne, int c, Colonne colonne, @Nullable Object valeur) {
        switch (valeur) {
            case null -> {}
            case BigDecimal d -> {
                xlsx.value(ligne, c, d);
                xlsx.style(ligne, c)
                        .format(colonne.echelle() == 4 ? "0.0000" : "0.00")
                        .set();
            }
            case Integer i -> xlsx.value(ligne, c, i);
            case LocalDate date -> {
                xlsx.value(ligne, c, date);
                xlsx.style(ligne, c).format("dd/mm/yyyy").set();
            }
            default -> {
                var texte = valeur.toString();
                if (!texte.isEmpty()) {
                    xlsx.value(ligne, c, libelle(colonne, texte));
                }
            }
        }
    }

    /** Labels are what people pick; a label two codes share is written as its code, which reads back without doubt. */
    private static String libelle(Colonne colonne, String texte) {
        return colonne.choix().stream()
                .filter(x -> x.code().equals(texte))
                .findFirst()
                .map(x -> colonne.choix().stream()
                                        .filter(y -> y.libelle().equals(x.libelle()))
                                        .count()
                                > 1
                        ? x.code()
                        : x.libelle())
                .orElse(texte);
    }
}
