package fr.gouv.apilos.platform.tableur;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Reads a CSV file by the declaration of a sheet, with the rules and the words of {@link LecteurTableur}: the first line names
 * the columns, data follow it. Comma, semicolon or tab; UTF-8, or what a French spreadsheet writes.
 */
public final class LecteurCsv {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private LecteurCsv() {}

    /**
     * Reads the file.
     *
     * @throws FichierRefuse when it cannot be read as a whole
     */
    public static Lecture lire(byte[] fichier, Feuille feuille) throws FichierRefuse {
        if (fichier.length > LecteurTableur.TAILLE_MAX) {
            throw new FichierRefuse("Le fichier est trop volumineux. Répartissez ses lignes en plusieurs fichiers.");
        }
        var texte = decoder(fichier);
        var rangs = rangs(texte);
        if (rangs.size() > LecteurTableur.LIGNES_MAX * 2) {
            throw new FichierRefuse("Le fichier compte %d lignes ; la limite est %d. Répartissez-les."
                    .formatted(rangs.size() - 1, LecteurTableur.LIGNES_MAX));
        }
        return LecteurTableur.lire(enClasseur(rangs, feuille), feuille, Map.of());
    }

    private static List<String[]> rangs(String texte) throws FichierRefuse {
        var fin = texte.indexOf('\n');
        var entete = fin < 0 ? texte : texte.substring(0, fin);
        char separateur = ';';
        for (char candidat : new char[] {';', '\t', ','}) {
            if (nombre(entete, candidat) > nombre(entete, separateur)) {
                separateur = candidat;
            }
        }
        try (var lignes = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separateur))
                .<String[]>readValues(texte)) {
            return lignes.readAll();
        } catch (JacksonException e) {
            throw new FichierRefuse(
                    "Ce fichier n’est pas un CSV lisible. Enregistrez-le de nouveau depuis votre tableur, en CSV UTF-8.");
        }
    }

    private static long nombre(String texte, char signe) {
        return texte.chars().filter(c -> c == signe).count();
    }

    /** UTF-8 when it is, with or without its mark; else the Western code page of spreadsheets. */
    private static String decoder(byte[] fichier) {
        try {
            var texte = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(fichier))
                    .toString();
            return texte.startsWith("\ufeff") ? texte.substring(1) : texte;
        } catch (CharacterCodingException _) {
            return new String(fichier, WINDOWS);
        }
    }

    /** One engine for both formats: the lines keep their numbers. */
    private static byte[] enClasseur(List<String[]> rangs, Feuille feuille) {
        var sortie = new ByteArrayOutputStream();
        try (var classeur = new Workbook(sortie, "APiLos", "1.0")) {
            var page = classeur.newWorksheet(feuille.nom());
            for (int ligne = 0; ligne < rangs.size(); ligne++) {
                for (int colonne = 0; colonne < rangs.get(ligne).length; colonne++) {
                    var valeur = rangs.get(ligne)[colonne];
                    if (valeur != null && !valeur.isBlank()) {
                        page.value(ligne, colonne, valeur.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " "));
                    }
                }
            }
            // Data begin under the header.
            classeur.newWorksheet("Data").value(1, 4, 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sortie.toByteArray();
    }
}
