package fr.gouv.apilos.document.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** What a final PDF must be, as a validator and a reader see it. */
public final class ConformitePdf {

    private ConformitePdf() {}

    /** Faults against PDF/A-2b, one line for each rule that is broken; none when the file conforms. */
    public static List<String> fautesPdfA2b(byte[] pdf) {
        VeraGreenfieldFoundryProvider.initialise();
        var fonderie = Foundries.defaultInstance();
        try (var lecteur = fonderie.createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_B);
                var validateur = fonderie.createValidator(PDFAFlavour.PDFA_2_B, false)) {
            return validateur.validate(lecteur).getTestAssertions().stream()
                    .filter(a -> a.getStatus() == TestAssertion.Status.FAILED)
                    .map(a -> a.getRuleId().getClause() + " " + a.getMessage())
                    .distinct()
                    .toList();
        } catch (VeraPDFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tags, language, title and embedded fonts: what a screen reader and another machine need. */
    public static void verifierAccessible(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var catalogue = document.getDocumentCatalog();
            assertThat(catalogue.getStructureTreeRoot()).as("tags").isNotNull();
            assertThat(catalogue.getStructureTreeRoot().getKids()).as("tags").isNotEmpty();
            assertThat(catalogue.getMarkInfo().isMarked())
                    .as("said to be tagged")
                    .isTrue();
            assertThat(catalogue.getLanguage()).startsWith("fr");
            assertThat(catalogue.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle()).isNotBlank();
            assertThat(catalogue.getDocumentOutline()).as("bookmarks").isNotNull();
            verifierLesPolices(document);
        }
    }

    private static void verifierLesPolices(PDDocument document) throws IOException {
        for (var page : document.getPages()) {
            for (var nom : page.getResources().getFontNames()) {
                PDFont police = page.getResources().getFont(nom);
                boolean incorporee = police instanceof PDType0Font composee
                        ? composee.getDescendantFont().isEmbedded()
                        : police.isEmbedded();
                assertThat(incorporee).as(police.getName() + " embedded").isTrue();
            }
        }
    }
}
