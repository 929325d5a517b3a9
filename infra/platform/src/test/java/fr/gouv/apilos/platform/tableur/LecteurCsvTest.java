package fr.gouv.apilos.platform.tableur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LecteurCsvTest {

    private static final Feuille FEUILLE = new Feuille(
            "essai",
            "Essai",
            3,
            List.of(
                    Colonne.texte("nom", "Nom", "Nom").obligatoirement(),
                    Colonne.decimal("montant", "Montant", "Montant", 2, "1,00"),
                    Colonne.date("jour", "Jour", "Jour")),
            List.of());

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void the_separator_is_the_one_of_the_header(String s) throws Exception {
        var lecture = lire("Nom" + s + "Montant" + s + "Jour\n\"Ménez" + s + " \"\"Gored\"\"\"" + s + "\"1 234,5\"" + s
                + "12/03/2026\n");
        assertThat(lecture.nombreErreurs()).isZero();
        var ligne = lecture.lignes().getFirst();
        assertThat(ligne.numero()).isEqualTo(2);
        assertThat(ligne.texte("nom")).startsWith("Ménez").endsWith(" \"Gored\"");
        assertThat(ligne.decimal("montant")).isEqualByComparingTo("1234.5");
        assertThat(ligne.date("jour")).hasToString("2026-03-12");
    }

    @Test
    void accents_survive_both_encodings_and_the_mark() throws Exception {
        var texte = "Nom;Montant;Jour\r\nÉglantine;1;\r\n";
        for (var octets : List.of(
                texte.getBytes(StandardCharsets.UTF_8),
                ("\ufeff" + texte).getBytes(StandardCharsets.UTF_8),
                texte.getBytes(Charset.forName("windows-1252")))) {
            assertThat(LecteurCsv.lire(octets, FEUILLE).lignes().getFirst().texte("nom"))
                    .isEqualTo("Églantine");
        }
    }

    @Test
    void faults_are_told_at_their_line() throws Exception {
        var lecture = lire("Montant;Nom;Jour\nbeaucoup;A;\n;;\n3;;31/02/2026\n");
        assertThat(lecture.lignes()).extracting(Ligne::numero).containsExactly(2, 4);
        assertThat(lecture.lignes().getFirst().cellule("montant").erreur()).isNotNull();
        assertThat(lecture.lignes().getLast().cellule("nom").erreur()).contains("Nom");
        assertThat(lecture.lignes().getLast().cellule("jour").erreur()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rien", "Nom;Jour\nA;B\n"})
    void a_file_without_its_columns_is_refused(String texte) {
        assertThatThrownBy(() -> lire(texte)).isInstanceOf(FichierRefuse.class);
    }

    private static Lecture lire(String texte) throws FichierRefuse {
        return LecteurCsv.lire(texte.getBytes(StandardCharsets.UTF_8), FEUILLE);
    }
}
