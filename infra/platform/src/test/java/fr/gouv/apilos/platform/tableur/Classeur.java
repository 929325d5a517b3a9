package fr.gouv.apilos.platform.tableur;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** A workbook written with POI, so that reader and writer of the tests do not share their errors. */
final class Classeur {

    static final Feuille ESSAI = new Feuille(
            "essai",
            "Essai",
            3,
            List.of(
                    Colonne.texte("nom", "Nom du\nlogement", "Nom du logement").obligatoirement(),
                    Colonne.decimal("surface", "Surface habitable\n(article", "Surface habitable", 2, "54,20"),
                    Colonne.decimal("coefficient", "Coefficient", "Coefficient", 4, "1,0000"),
                    Colonne.entier("nombre", "Nombre", "Nombre", "12"),
                    Colonne.date("jour", "Date", "Date"),
                    Colonne.choix(
                            "type",
                            "Type",
                            "Type",
                            List.of(
                                    Choix.de("T1", "T1", "1"),
                                    Choix.de("T1bis", "T1 bis", "1bis", "1 bis", "T1bis"),
                                    Choix.de("T1prime", "T1'"),
                                    Choix.de("T5", "T5", "5", "5 et plus", "T5 et plus"),
                                    Choix.de("T6", "T6 et plus", "6", "T6", "6 et plus"))),
                    Colonne.choix(
                            "financement",
                            "Financement",
                            "Financement",
                            List.of(
                                    Choix.de("PLUS", "PLUS"),
                                    Choix.de("PALUCOM", "PALULOS communal"),
                                    Choix.de("PALU_COM", "PALULOS communal")))),
            List.of());

    static final List<String> ENTETES = List.of(
            "Nom du logement",
            "Surface habitable\n(article R.156-1)",
            "Coefficient propre",
            "Nombre",
            "Date",
            "Type",
            "Financement");

    private final XSSFWorkbook poi = new XSSFWorkbook();
    private final Sheet feuille;

    Classeur(String nom, List<String> entetes) {
        feuille = poi.createSheet(nom);
        var ligne = feuille.createRow(0);
        for (int c = 0; c < entetes.size(); c++) {
            ligne.createCell(c).setCellValue(entetes.get(c));
        }
    }

    static Classeur essai() {
        return new Classeur("Essai", ENTETES);
    }

    XSSFWorkbook poi() {
        return poi;
    }

    Sheet feuille() {
        return feuille;
    }

    /** Writes values from column A of this row (as shown, from 1); a text beginning with = is a formula without result. */
    Classeur ligne(int numero, @Nullable Object... valeurs) {
        Row ligne = feuille.createRow(numero - 1);
        for (int c = 0; c < valeurs.length; c++) {
            switch (valeurs[c]) {
                case null -> {}
                case BigDecimal d -> ligne.createCell(c).setCellValue(d.doubleValue());
                case Number n -> ligne.createCell(c).setCellValue(n.doubleValue());
                case Boolean b -> ligne.createCell(c).setCellValue(b);
                case LocalDate d -> {
                    var cellule = ligne.createCell(c);
                    cellule.setCellValue(d);
                    var style = poi.createCellStyle();
                    style.setDataFormat(poi.createDataFormat().getFormat("dd/mm/yyyy"));
                    cellule.setCellStyle(style);
                }
                case String s when s.startsWith("=") -> ligne.createCell(c).setCellFormula(s.substring(1));
                default -> ligne.createCell(c).setCellValue(valeurs[c].toString());
            }
        }
        return this;
    }

    byte[] octets() {
        var sortie = new ByteArrayOutputStream();
        try (poi) {
            poi.write(sortie);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sortie.toByteArray();
    }

    Lecture lire() throws FichierRefuse {
        return LecteurTableur.lire(octets(), ESSAI, Map.of());
    }

    Ligne seule() throws FichierRefuse {
        return lire().lignes().getFirst();
    }
}
