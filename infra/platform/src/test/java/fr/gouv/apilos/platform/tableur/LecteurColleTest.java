package fr.gouv.apilos.platform.tableur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LecteurColleTest {

    private static final Feuille FEUILLE = new Feuille(
            "essai",
            "Essai",
            4,
            List.of(
                    Colonne.texte("nom", "Nom", "Nom").obligatoirement().reperee("Col 1"),
                    Colonne.decimal("surface", "Surface\n(article 1)", "Surface", 2, "54,20")
                            .intitulee("Surface habitable\n(article 1)"),
                    Colonne.entier("duree", "Durée", "Durée", "40"),
                    Colonne.date("jour", "Jour", "Jour"),
                    Colonne.choix(
                            "type",
                            "Type",
                            "Type",
                            List.of(
                                    Choix.de("T1", "T1"),
                                    Choix.de("PALUCOM", "PALULOS communal"),
                                    Choix.de("PALU_COM", "PALULOS communal")))),
            List.of());

    @Test
    void rows_without_headers_are_those_of_the_table_in_its_order_with_french_values() throws Exception {
        var lecture = lire("A1\t1\u202f054,20 m²\t40\t12/03/2026\tT1\r\n\r\nA2\t7\t\t\t\r\n");
        assertThat(lecture.nombreErreurs()).isZero();
        assertThat(lecture.lignes()).extracting(Ligne::numero).containsExactly(1, 3);
        var ligne = lecture.lignes().getFirst();
        assertThat(ligne.texte("nom")).isEqualTo("A1");
        assertThat(ligne.decimal("surface")).isEqualByComparingTo("1054.20");
        assertThat(ligne.entier("duree")).isEqualTo(40);
        assertThat(ligne.date("jour")).hasToString("2026-03-12");
        assertThat(ligne.texte("type")).isEqualTo("T1");
        assertThat(lecture.lignes().getLast().cellule("surface").reference()).isEqualTo("B3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jour\tNom\tType\tDurée\tSurface\n12/03/2026\tA1\tT1\t40\t54,2",
                "jour\tNOM\ttype\tduree\tsurface\n12/03/2026\tA1\tT1\t40\t54,2",
                "Jour\tNom\tType\tDurée\t\"Surface habitable\n(article 1)\"\n12/03/2026\tA1\tT1\t40\t54,2",
                "Jour;Nom;Type;Durée;Surface\n12/03/2026;A1;T1;40;54,2"
            })
    void headers_name_the_columns_in_any_order_and_spelling(String texte) throws Exception {
        var lecture = lire(texte);
        assertThat(lecture.nombreErreurs()).isZero();
        assertThat(lecture.lignes()).singleElement().satisfies(ligne -> {
            assertThat(ligne.numero()).isEqualTo(2);
            assertThat(ligne.texte("nom")).isEqualTo("A1");
            assertThat(ligne.decimal("surface")).isEqualByComparingTo("54.2");
        });
    }

    @Test
    void our_own_model_pasted_whole_leaves_its_hints_out() throws Exception {
        var consignes =
                FEUILLE.colonnes().stream().map(RedacteurTableur::consigne).toList();
        var lecture = lire("Nom\tSurface\tDurée\tJour\tType\n" + String.join("\t", consignes)
                + "\nCol 1\t\t\t\t\nA1\t54,20\t\t\t\n");
        assertThat(lecture.lignes()).extracting(l -> l.texte("nom")).containsExactly("A1");
        assertThat(lecture.lignes()).extracting(Ligne::numero).containsExactly(4);
    }

    @Test
    void faults_are_told_at_their_cell_with_what_was_typed() throws Exception {
        var lecture = lire("A1\tabc\tx\t31/02/2026\tT9\n\t5\t#VALEUR!\t\tPALULOS communal\n");
        assertThat(lecture.lignes().getFirst().cellules().values())
                .filteredOn(c -> c.erreur() != null)
                .extracting(Cellule::reference, Cellule::saisie)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("B1", "abc"),
                        org.assertj.core.groups.Tuple.tuple("C1", "x"),
                        org.assertj.core.groups.Tuple.tuple("D1", "31/02/2026"),
                        org.assertj.core.groups.Tuple.tuple("E1", "T9"));
        var seconde = lecture.lignes().getLast();
        assertThat(seconde.cellule("nom").erreur()).contains("« Nom »");
        assertThat(seconde.cellule("duree").erreur()).contains("erreur de formule");
        assertThat(seconde.cellule("type").erreur()).contains("PALUCOM ou PALU_COM");
        assertThat(LecteurColle.lire("A1\t5\t\t\tPALULOS communal", FEUILLE, Map.of("type", Set.of("PALU_COM")))
                        .lignes()
                        .getFirst()
                        .texte("type"))
                .as("DB-29")
                .isEqualTo("PALU_COM");
    }

    @Test
    void a_quote_that_quotes_nothing_is_a_character_like_any_other() throws Exception {
        var lecture = lire("\"Les Pins\" bât. 3\t5\t\t\t\nA2\t6\t\t\t");
        assertThat(lecture.lignes()).extracting(l -> l.texte("nom")).containsExactly("\"Les Pins\" bât. 3", "A2");
    }

    @Test
    void what_cannot_be_rows_of_this_table_is_refused_with_a_sentence() {
        assertThat(refus(" \n\t\n")).contains("au moins une ligne");
        assertThat(refus("Nom\tSurface\tDurée\tJour\tType\n")).contains("Seuls des titres");
        assertThat(refus("Nom\tSurface\tDurée\tJour\nA1\t5\t\t"))
                .contains("La colonne « Type » manque dans la ligne de titres collée.");
        assertThat(refus("A1\t5\t\t\t\tde trop")).contains("La ligne 1 compte 6 colonnes", "attend 5", "Surface");
        assertThat(refus("x".repeat(LecteurColle.TAILLE_MAX + 1))).contains("500\u202f001", "500\u202f000");
        assertThat(refus(String.join("\n", Collections.nCopies(LecteurTableur.LIGNES_MAX + 1, "A1\t5"))))
                .contains("2\u202f001 lignes", "2\u202f000");
    }

    @Test
    void an_unknown_header_is_said_to_be_unread() throws Exception {
        var lecture = lire("Nom\tÉtage\tSurface\tDurée\tJour\tType\nA1\t3\t54,20\t\t\t");
        assertThat(lecture.avis()).singleElement().asString().contains("« Étage » n’est pas attendue");
        assertThat(lecture.lignes().getFirst().decimal("surface")).isEqualByComparingTo("54.20");
    }

    @Test
    void the_annotated_workbook_of_pasted_rows_reads_back_as_they_were() throws Exception {
        var lecture = lire("A1\tabc\t\t\t\nA2\t5\t\t\t");
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.annotee(lecture, sortie);
        var relue = LecteurTableur.lire(sortie.toByteArray(), FEUILLE, Map.of());
        var saisies = new ArrayList<String>();
        relue.lignes()
                .forEach(l ->
                        saisies.add(l.texte("nom") + " " + l.cellule("surface").saisie()));
        assertThat(saisies).containsExactly("A1 abc", "A2 5");
    }

    private static Lecture lire(String texte) throws FichierRefuse {
        return LecteurColle.lire(texte, FEUILLE, Map.of());
    }

    private static String refus(String texte) {
        return catchThrowableOfType(FichierRefuse.class, () -> lire(texte)).getMessage();
    }
}
