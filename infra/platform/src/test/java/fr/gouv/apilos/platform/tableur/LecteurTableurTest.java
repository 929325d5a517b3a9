package fr.gouv.apilos.platform.tableur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.junit.jupiter.api.Test;

class LecteurTableurTest {

    private static List<String> refus(byte[] octets) {
        return catchThrowableOfType(FichierRefuse.class, () -> LecteurTableur.lire(octets, Classeur.ESSAI, Map.of()))
                .messages();
    }

    @Test
    void R45_pas_une_archive() {
        assertThat(refus("nom;surface\nA1;12".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        "Ce fichier n’est pas un tableur Excel (.xlsx). Enregistrez-le sous ce format puis déposez-le"
                                + " de nouveau.");
        assertThat(refus(new byte[0])).singleElement().asString().contains("est vide");
        assertThat(refus(new byte[] {'P', 'K', 3, 4, 0, 0, 0})).hasSize(1);
    }

    @Test
    void R45_archive_sans_les_parties_d_un_classeur() throws Exception {
        assertThat(refus(archive(Map.of("bonjour.txt", "bonjour".getBytes(StandardCharsets.UTF_8)))))
                .singleElement()
                .asString()
                .contains("il y manque des parties");
    }

    @Test
    void R45_contenu_abime() throws Exception {
        var octets = remplacer(
                Classeur.essai().ligne(3, "A1").octets(),
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row".getBytes(StandardCharsets.UTF_8));
        assertThat(refus(octets)).singleElement().asString().contains("abîmé");
        var tronque = Classeur.essai().ligne(3, "A1").octets();
        assertThat(refus(java.util.Arrays.copyOf(tronque, tronque.length / 2))).hasSize(1);
    }

    @Test
    void R45_feuille_absente_nomme_celles_trouvees() {
        assertThat(refus(new Classeur("Feuil1", Classeur.ENTETES).octets()))
                .containsExactly(
                        "La feuille « Essai » manque dans le fichier ; elle s’appelle peut-être autrement (feuilles"
                                + " trouvées : « Feuil1 »).");
    }

    @Test
    void R45_un_message_par_colonne_absente() {
        assertThat(refus(new Classeur("Essai", List.of("Nom du logement", "Type", "Financement", "Date", "Nombre"))
                        .octets()))
                .containsExactly(
                        "La colonne « Surface habitable (article » manque dans la première ligne de la feuille « Essai"
                                + " ».",
                        "La colonne « Coefficient » manque dans la première ligne de la feuille « Essai ».");
        assertThat(refus(new Classeur("Essai", List.of()).octets())).hasSize(7);
    }

    @Test
    void R47_mots_dans_le_desordre_et_texte_en_plus_mais_casse_exacte() {
        var colonne = Colonne.texte("x", "Surface utile\n(surface", "x");
        assertThat(LecteurTableur.enteteReconnue(colonne, "utile (surface habitable augmentée) Surface"))
                .isTrue();
        assertThat(LecteurTableur.enteteReconnue(colonne, "surface utile (surface"))
                .isFalse();
        assertThat(LecteurTableur.enteteReconnue(colonne, "Surface Utile (surface habitable"))
                .isFalse();
    }

    @Test
    void R48_colonne_inconnue_est_signalee_et_ignoree() throws Exception {
        var entetes = new java.util.ArrayList<>(Classeur.ENTETES);
        entetes.add("Étage");
        var lecture = new Classeur("Essai", entetes)
                .ligne(3, "A1", null, null, null, null, null, null, "4")
                .lire();
        assertThat(lecture.avis()).singleElement().asString().startsWith("La colonne « Étage » n’est pas attendue ici");
        assertThat(lecture.lignes()).hasSize(1);
    }

    @Test
    void R49_premiere_ligne_selon_Data_E2() throws Exception {
        var classeur = Classeur.essai().ligne(3, "Col 1").ligne(4, "A1");
        classeur.poi().createSheet("Data").createRow(1).createCell(4).setCellValue(4);
        var lecture = classeur.lire();
        assertThat(lecture.lignes())
                .singleElement()
                .extracting(Ligne::numero, Ligne::rang)
                .containsExactly(4, 0);
    }

    @Test
    void DB26_Data_E2_qui_n_est_pas_un_entier_est_ignore() throws Exception {
        var classeur = Classeur.essai().ligne(2, "indication").ligne(3, "A1");
        classeur.poi().createSheet("Data").createRow(1).createCell(4).setCellValue("quatre");
        assertThat(classeur.lire().lignes())
                .singleElement()
                .extracting(Ligne::numero)
                .isEqualTo(3);
    }

    @Test
    void R50_une_formule_sans_resultat_est_une_cellule_vide() throws Exception {
        var lecture =
                Classeur.essai().ligne(3, "A1", "=2*3").ligne(4, null, "=2*3").lire();
        assertThat(lecture.lignes())
                .singleElement()
                .satisfies(l -> assertThat(l.decimal("surface")).isNull());
    }

    @Test
    void R51_lignes_vides_passees_et_rang_compte_avec_elles() throws Exception {
        var lecture =
                Classeur.essai().ligne(3, "A1").ligne(4, " ").ligne(7, "A2").lire();
        assertThat(lecture.lignes())
                .extracting(Ligne::numero, Ligne::rang)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3, 0), org.assertj.core.groups.Tuple.tuple(7, 4));
    }

    @Test
    void R51_deux_colonnes_de_meme_titre_la_plus_a_droite_non_vide_gagne() throws Exception {
        var entetes = new java.util.ArrayList<>(Classeur.ENTETES);
        entetes.add("Nombre de pièces");
        var lecture = new Classeur("Essai", entetes)
                .ligne(3, "A1", null, null, 2, null, null, null, 5)
                .ligne(4, "A2", null, null, 3)
                .lire();
        assertThat(lecture.lignes()).extracting(l -> l.entier("nombre")).containsExactly(5, 3);
        assertThat(lecture.lignes().getFirst().cellules().get("nombre").reference())
                .isEqualTo("H3");
    }

    @Test
    void R52_DB33_une_cellule_obligatoire_absente_garde_la_ligne_et_nomme_la_colonne() throws Exception {
        var ligne = Classeur.essai().ligne(3, null, 12.5).seule();
        assertThat(ligne.cellules().get("nom").erreur()).isEqualTo("Indiquez une valeur pour « Nom du logement ».");
        assertThat(ligne.cellules().get("nom").reference()).isEqualTo("A3");
        assertThat(ligne.decimal("surface")).isEqualByComparingTo("12.50");
    }

    @Test
    void toutes_les_erreurs_d_une_feuille_a_la_fois() throws Exception {
        var lecture = Classeur.essai()
                .ligne(3, "A1", "abc", "xyz", null, "hier")
                .ligne(4, null, "12", null, "trois", null, "T9")
                .lire();
        assertThat(lecture.nombreErreurs()).isEqualTo(6);
    }

    @Test
    void cellules_fusionnees_tolerees() throws Exception {
        var classeur = Classeur.essai().ligne(3, "A1", 12).ligne(4, null, 13);
        classeur.feuille().addMergedRegion(new CellRangeAddress(2, 3, 0, 0));
        classeur.feuille().addMergedRegion(new CellRangeAddress(0, 1, 2, 2));
        var lecture = classeur.lire();
        assertThat(lecture.lignes()).hasSize(2);
        assertThat(lecture.lignes().get(1).cellules().get("nom").erreur()).isNotNull();
    }

    @Test
    void DB31_20000_lignes_refusees_avec_leur_nombre_sans_les_garder() throws Exception {
        var octets = grand(20_000);
        assertThat(refus(octets))
                .containsExactly(
                        "Le fichier compte 20\u202f000 lignes remplies ; la limite est 2\u202f000. Répartissez-les ou"
                                + " supprimez les lignes en trop.");
        assertThat(LecteurTableur.lire(grand(2000), Classeur.ESSAI, Map.of()).lignes())
                .hasSize(2000);
    }

    @Test
    void DB31_fichier_de_plus_de_10_Mo() {
        var octets = new byte[12 * 1024 * 1024];
        assertThat(refus(octets)).containsExactly("Le fichier fait 12 Mo ; la limite est 10 Mo.");
        assertThatThrownBy(() -> LecteurTableur.lire(new ByteArrayInputStream(octets), Classeur.ESSAI, Map.of()))
                .isInstanceOf(FichierRefuse.class)
                .hasMessageContaining("la limite est 10 Mo");
    }

    @Test
    void DB31_bombe_zip_reperee_pendant_la_lecture() throws Exception {
        var bombe = remplacer(Classeur.essai().octets(), "xl/worksheets/sheet1.xml", new byte[300 * 1024 * 1024]);
        assertThat(bombe.length).isLessThan(1024 * 1024);
        assertThat(refus(bombe))
                .singleElement()
                .asString()
                .satisfiesAnyOf(
                        m -> assertThat(m).contains("anormalement compressé"),
                        m -> assertThat(m).contains("abîmé"));
        var ailleurs = remplacer(Classeur.essai().octets(), "xl/media/image1.png", new byte[300 * 1024 * 1024]);
        assertThat(refus(ailleurs)).singleElement().asString().contains("anormalement compressé");
    }

    @Test
    void DB31_reference_de_cellule_demesuree_refusee() throws Exception {
        var xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row"
                + " r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
        var octets =
                remplacer(Classeur.essai().octets(), "xl/worksheets/sheet1.xml", xml.getBytes(StandardCharsets.UTF_8));
        assertThat(refus(octets)).singleElement().asString().contains("abîmé");
    }

    @Test
    void entites_xml_externes_non_suivies() throws Exception {
        var xml = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/hostname\">]><worksheet"
                + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c"
                + " r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
        var octets =
                remplacer(Classeur.essai().octets(), "xl/worksheets/sheet1.xml", xml.getBytes(StandardCharsets.UTF_8));
        assertThat(refus(octets)).isNotEmpty();
    }

    @Test
    void notre_modele_vide_se_relit_sans_erreur_ni_avis() throws Exception {
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(Classeur.ESSAI, List.of(), sortie);
        var lecture = LecteurTableur.lire(sortie.toByteArray(), Classeur.ESSAI, Map.of());
        assertThat(lecture.lignes()).isEmpty();
        assertThat(lecture.avis()).isEmpty();
    }

    @Test
    void le_fichier_annote_porte_les_messages_en_commentaires() throws Exception {
        var lecture = Classeur.essai().ligne(5, "A1", "abc").lire();
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.annotee(lecture, sortie);
        try (var relu =
                new org.apache.poi.xssf.usermodel.XSSFWorkbook(new ByteArrayInputStream(sortie.toByteArray()))) {
            var cellule = relu.getSheet("Essai").getRow(4).getCell(1);
            assertThat(cellule.getStringCellValue()).isEqualTo("abc");
            assertThat(cellule.getCellComment().getString().getString()).startsWith("« abc » n’est pas une surface.");
        }
    }

    private static byte[] grand(int lignes) throws IOException {
        var sortie = new ByteArrayOutputStream();
        try (var poi = new SXSSFWorkbook(100)) {
            var feuille = poi.createSheet("Essai");
            var entete = feuille.createRow(0);
            for (int c = 0; c < Classeur.ENTETES.size(); c++) {
                entete.createCell(c).setCellValue(Classeur.ENTETES.get(c));
            }
            for (int l = 0; l < lignes; l++) {
                var ligne = feuille.createRow(l + 2);
                ligne.createCell(0).setCellValue("Logement " + l);
                ligne.createCell(1).setCellValue(20 + l % 60);
                ligne.createCell(5).setCellValue("T1");
            }
            poi.write(sortie);
        }
        return sortie.toByteArray();
    }

    private static byte[] archive(Map<String, byte[]> entrees) throws IOException {
        var sortie = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(sortie)) {
            for (var e : entrees.entrySet()) {
                zip.putNextEntry(new ZipEntry(e.getKey()));
                zip.write(e.getValue());
                zip.closeEntry();
            }
        }
        return sortie.toByteArray();
    }

    private static byte[] remplacer(byte[] source, String nom, byte[] contenu) throws IOException {
        var entrees = new java.util.LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(source))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entrees.put(e.getName(), zip.readAllBytes());
            }
        }
        entrees.put(nom, contenu);
        return archive(entrees);
    }
}
