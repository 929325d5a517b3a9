package fr.gouv.apilos.convention.telechargement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of the files of an archive. */
class NomsDeFichiersTest {

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,passwd",
        "C:\\Users\\moi\\acte.pdf,acte.pdf",
        "a<b>c:d?.pdf,a_b_c_d_.pdf",
        "Convention n° 1 signée.pdf,Convention n° 1 signée.pdf",
        "nul.pdf,_nul.pdf",
        "...,document",
        "acte.pdf. .,acte.pdf",
        ".cache,cache",
    })
    void a_name_is_accepted_by_every_file_system(String donne, String garde) {
        assertThat(new NomsDeFichiers().prendre(donne)).isEqualTo(garde);
    }

    @Test
    void A13_two_files_of_one_name_are_both_there() {
        var noms = new NomsDeFichiers();
        assertThat(noms.prendre("plan.pdf")).isEqualTo("plan.pdf");
        assertThat(noms.prendre("dossier/Plan.PDF")).isEqualTo("Plan (2).PDF");
        assertThat(noms.prendre("plan.pdf")).isEqualTo("plan (3).pdf");
        assertThat(noms.prendre("x".repeat(300) + ".pdf")).hasSize(100).endsWith("x.pdf");
    }
}
