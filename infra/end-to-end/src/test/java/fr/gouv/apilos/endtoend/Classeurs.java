package fr.gouv.apilos.endtoend;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Workbooks as people fill them: the model of the step, its old rows taken out, new ones typed in. */
final class Classeurs {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    /** A sheet of dwellings has more columns, and one line of headings more, than a sheet of loans. */
    private static final int COLONNES_DE_PRETS = 8;

    private Classeurs() {}

    /** Dwellings of one lot that break no rule, named A100, A101… */
    static Object[][] logements(int nombre, String financement) {
        var rangs = new Object[nombre][];
        for (int i = 0; i < nombre; i++) {
            rangs[i] = new Object[] {"A" + (100 + i), "T3", financement, 65.0, 0.0, 0.0, 65.0, 6.11, 1.0, 397.15};
        }
        return rangs;
    }

    /** The workbook sent back by somebody who filled the model with these rows. */
    static byte[] remplir(byte[] modele, Object[][] rangs) throws IOException {
        try (var classeur = new XSSFWorkbook(new ByteArrayInputStream(modele))) {
            var feuille = classeur.getSheetAt(0);
            // Data begin on row 3 for loans, 4 for dwellings: under the headings.
            int debut = rangs[0].length > COLONNES_DE_PRETS ? 3 : 2;
            for (int i = feuille.getLastRowNum(); i >= debut; i--) {
                if (feuille.getRow(i) != null) {
                    feuille.removeRow(feuille.getRow(i));
                }
            }
            for (int i = 0; i < rangs.length; i++) {
                var rang = feuille.createRow(debut + i);
                for (int c = 0; c < rangs[i].length; c++) {
                    switch (rangs[i][c]) {
                        case null -> {}
                        case Double nombre -> rang.createCell(c).setCellValue(nombre);
                        case Integer nombre -> rang.createCell(c).setCellValue(nombre);
                        case LocalDate jour ->
                            rang.createCell(c)
                                    .setCellValue("%02d/%02d/%d"
                                            .formatted(jour.getDayOfMonth(), jour.getMonthValue(), jour.getYear()));
                        default -> rang.createCell(c).setCellValue(rangs[i][c].toString());
                    }
                }
            }
            var sortie = new ByteArrayOutputStream();
            classeur.write(sortie);
            return sortie.toByteArray();
        }
    }

    /** Downloads the model of the step whose import page is open. */
    static byte[] modele(Page page) {
        return page.request().get(page.url().replaceAll("/import.*", "/modele")).body();
    }

    /** On the first page of an import: chooses a file and has it checked. */
    static void deposer(Page page, String nom, byte[] contenu) {
        page.locator("input[type=file]").setInputFiles(new FilePayload(nom, XLSX, contenu));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Vérifier le fichier"))
                .click();
    }

    /** The whole import of a step of a convention, from its first page to its confirmation. */
    static void importer(Navigateur personne, String etape, String convention, Object[][] rangs) throws IOException {
        var page = personne.page();
        personne.aller("/conventions/" + etape + "/" + convention + "/import");
        deposer(page, etape + ".xlsx", remplir(modele(page), rangs));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Appliquer le fichier"))
                .click();
    }

    /** A small picture of a plan. */
    static byte[] image() throws IOException {
        var image = new java.awt.image.BufferedImage(640, 400, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var dessin = image.createGraphics();
        dessin.setColor(java.awt.Color.WHITE);
        dessin.fillRect(0, 0, 640, 400);
        dessin.setColor(java.awt.Color.BLUE);
        dessin.drawRect(40, 40, 560, 320);
        dessin.dispose();
        var sortie = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", sortie);
        return sortie.toByteArray();
    }
}
