package fr.gouv.apilos.platform.tableur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

    private record Ligne(
            String nom,
            @Nullable BigDecimal montant,
            @Nullable LocalDate jour) {}

    private static final List<Export.Champ<Ligne>> CHAMPS = List.of(
            new Export.Champ<>("Nom", Ligne::nom),
            new Export.Champ<>("Montant", Ligne::montant),
            new Export.Champ<>("Jour", Ligne::jour));

    @Test
    void a_csv_file_opens_in_a_french_spreadsheet_with_its_accents() throws Exception {
        var texte = csv(
                new Ligne("Églantine; \"la\" rose", new BigDecimal("1234.50"), LocalDate.of(2026, 3, 12)),
                new Ligne("Vide", null, null));
        assertThat(texte).startsWith("\ufeff");
        assertThat(texte.substring(1).split("\r\n"))
                .containsExactly(
                        "\"Nom\";\"Montant\";\"Jour\"",
                        "\"Églantine; \"\"la\"\" rose\";\"1234,50\";\"2026-03-12\"",
                        "\"Vide\";\"\";\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+33 1", "-2", "@SUM(A1)", "\tx"})
    void a_text_that_a_spreadsheet_would_run_is_made_harmless(String texte) throws Exception {
        assertThat(csv(new Ligne(texte, null, null))).contains("\"'" + texte + "\"");
    }

    @Test
    void numbers_and_dates_stay_what_they_are_in_a_workbook() throws Exception {
        try (var classeur = new ReadableWorkbook(new ByteArrayInputStream(octets(
                FormatDExport.XLSX,
                List.of(new Ligne("=Églantine", new BigDecimal("1234.50"), LocalDate.of(2026, 3, 12))))))) {
            var lignes = classeur.getFirstSheet().read();
            assertThat(classeur.getFirstSheet().getName()).isEqualTo("Essai");
            assertThat(lignes.getFirst().getCellText(0)).isEqualTo("Nom");
            assertThat(lignes.get(1).getCellAsString(0)).contains("=Églantine");
            assertThat(lignes.get(1).getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("1234.5");
            assertThat(lignes.get(1).getCellAsDate(2).orElseThrow()).isEqualTo("2026-03-12T00:00");
        }
    }

    /** What is kept back while writing does not grow with the number of rows. */
    @Test
    void rows_leave_as_they_come() throws Exception {
        for (var format : FormatDExport.values()) {
            var sortis = new long[1];
            var sortie = new OutputStream() {
                @Override
                public void write(int octet) {
                    sortis[0]++;
                }

                @Override
                public void write(byte[] octets, int debut, int longueur) {
                    sortis[0] += longueur;
                }
            };
            Export.ecrire(format, "Essai", CHAMPS, sortie, suite -> {
                for (int i = 0; i < 50_000; i++) {
                    suite.accept(new Ligne("Habitat numéro " + i, BigDecimal.valueOf(i), null));
                }
                assertThat(sortis[0]).as(format.name()).isGreaterThan(100_000);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(FormatDExport.class)
    void a_source_that_fails_leaves_a_file_nobody_can_take_for_whole(FormatDExport format) {
        var sortie = new ByteArrayOutputStream();
        assertThatThrownBy(() -> Export.ecrire(format, "Essai", CHAMPS, sortie, suite -> {
                    suite.accept(new Ligne("Une", null, null));
                    throw new IllegalStateException("la base est partie");
                }))
                .hasMessage("la base est partie");
        // A few bytes of an archive without its table, or nothing: no program opens it.
        assertThat(sortie.size()).isLessThan(100);
        if (format == FormatDExport.XLSX) {
            assertThatThrownBy(() -> new ReadableWorkbook(new ByteArrayInputStream(sortie.toByteArray())))
                    .isInstanceOf(Exception.class);
        }
    }

    private static String csv(Ligne... lignes) throws IOException {
        return new String(octets(FormatDExport.CSV, List.of(lignes)), StandardCharsets.UTF_8);
    }

    private static byte[] octets(FormatDExport format, List<Ligne> lignes) throws IOException {
        var sortie = new ByteArrayOutputStream();
        Export.ecrire(format, "Essai", CHAMPS, sortie, lignes::forEach);
        return sortie.toByteArray();
    }
}
