package fr.gouv.apilos.platform.tableur;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * Writes the rows of a list one by one, in constant memory. Numbers and dates stay numbers and dates in a workbook; in a CSV
 * file, a text that a spreadsheet program would run as a formula is made harmless.
 */
public final class Export {

    /** Rows kept before they are written out. */
    private static final int LIGNES_GARDEES = 500;

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.ALWAYS_QUOTE_STRINGS).build();
    private static final String ECHAPPES = "=+-@\t\r";

    private Export() {}

    /**
     * A column.
     *
     * @param <T> a row
     * @param valeur String, Number, LocalDate, LocalDateTime or null for an empty cell
     */
    public record Champ<T>(String titre, Function<T, @Nullable Object> valeur) {}

    /** The kinds of file. */
    private interface Cible {

        void ligne(List<@Nullable Object> valeurs) throws IOException;

        void finir() throws IOException;
    }

    /**
     * Writes a whole file: its header line, then what the source gives. When the source fails the file is left unfinished, so
     * that nobody takes a part of the list for the whole.
     *
     * @param <T> a row
     * @param nom name of the sheet, 31 characters at most
     * @param sortie left open for its owner
     * @param source hands each row over
     * @throws UncheckedIOException when whoever downloads has left
     */
    public static <T> void ecrire(
            FormatDExport format,
            String nom,
            List<Champ<T>> champs,
            OutputStream sortie,
            Consumer<Consumer<T>> source) {
        try {
            var titres = champs.stream().map(Champ::titre).toList();
            var cible = format == FormatDExport.CSV ? new CibleCsv(titres, sortie) : new CibleXlsx(nom, titres, sortie);
            source.accept(ligne -> {
                try {
                    var valeurs = new ArrayList<@Nullable Object>(champs.size());
                    champs.forEach(champ -> valeurs.add(champ.valeur().apply(ligne)));
                    cible.ligne(valeurs);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            cible.finir();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class CibleCsv implements Cible {

        private final Writer texte;
        private final SequenceWriter lignes;

        CibleCsv(List<String> titres, OutputStream sortie) throws IOException {
            texte = new OutputStreamWriter(sortie, StandardCharsets.UTF_8);
            texte.write('\ufeff');
            lignes = CSV.writer(CSV.schema().withColumnSeparator(';').withLineSeparator("\r\n"))
                    .writeValues(texte);
            lignes.write(titres.toArray());
        }

        @Override
        public void ligne(List<@Nullable Object> valeurs) {
            lignes.write(valeurs.stream().map(CibleCsv::texte).toArray());
        }

        private static String texte(@Nullable Object valeur) {
            return switch (valeur) {
                case null -> "";
                case BigDecimal nombre -> nombre.toPlainString().replace('.', ',');
                case Number nombre -> nombre.toString();
                case LocalDate jour -> jour.toString();
                case LocalDateTime instant -> instant.toString();
                default -> {
                    var texte = valeur.toString();
                    yield !texte.isEmpty() && ECHAPPES.indexOf(texte.charAt(0)) >= 0 ? "'" + texte : texte;
                }
            };
        }

        @Override
        public void finir() throws IOException {
            lignes.flush();
            texte.flush();
        }
    }

    private static final class CibleXlsx implements Cible {

        private final Workbook classeur;
        private final Worksheet feuille;
        private int ligne;

        CibleXlsx(String nom, List<String> titres, OutputStream sortie) {
            classeur = new Workbook(sortie, "APiLos", "1.0");
            feuille = classeur.newWorksheet(nom);
            for (int c = 0; c < titres.size(); c++) {
                feuille.width(c, Math.clamp(titres.get(c).length() + 6, 14, 40));
                feuille.inlineString(0, c, titres.get(c));
                feuille.style(0, c).bold().set();
            }
            feuille.freezePane(0, 1);
            ligne = 1;
        }

        @Override
        public void ligne(List<@Nullable Object> valeurs) throws IOException {
            for (int c = 0; c < valeurs.size(); c++) {
                poser(c, valeurs.get(c));
            }
            ligne++;
            if (ligne % LIGNES_GARDEES == 0) {
                feuille.flush();
            }
        }

        private void poser(int c, @Nullable Object valeur) {
            switch (valeur) {
                case null -> {}
                case Number nombre -> feuille.value(ligne, c, nombre);
                case LocalDate jour -> {
                    feuille.value(ligne, c, jour);
                    feuille.style(ligne, c).format("dd/mm/yyyy").set();
                }
                case LocalDateTime instant -> {
                    feuille.value(ligne, c, instant);
                    feuille.style(ligne, c).format("dd/mm/yyyy hh:mm").set();
                }
                default -> feuille.inlineString(ligne, c, valeur.toString());
            }
        }

        @Override
        public void finir() throws IOException {
            feuille.finish();
            classeur.finish();
        }
    }
}
