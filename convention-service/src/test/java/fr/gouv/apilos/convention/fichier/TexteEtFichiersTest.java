package fr.gouv.apilos.convention.fichier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TexteEtFichiersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"files\": [], \"text\": \"Bonjour\"}|Bonjour",
                "{\"files\": {}, \"text\": \"\"}|~~",
                "{\"files\": []}|~~",
                "{\"text\": \"Sans fichiers\"}|Sans fichiers",
                "Ancien texte|Ancien texte",
                "{pas du json|{pas du json",
                "[1, 2]|[1, 2]"
            })
    void FIL20_any_column_is_read(String colonne, String texte) {
        assertThat(TexteEtFichiers.texte(colonne)).isEqualTo(texte);
    }

    @Test
    void FIL21_R20_a_text_is_written_as_other_readers_know_it() {
        assertThat(TexteEtFichiers.colonne("This is a comment"))
                .isEqualTo("{\"files\":[],\"text\":\"This is a comment\"}");
        assertThat(TexteEtFichiers.texte(TexteEtFichiers.colonne("« & \n \" »")))
                .isEqualTo("« & \n \" »");
        assertThat(TexteEtFichiers.texte(TexteEtFichiers.colonne(null))).isEmpty();
        assertThat(TexteEtFichiers.texte(null)).isEmpty();
    }
}
