package fr.gouv.apilos.document.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bookmarks of a PDF: one for each heading, in their order. */
public final class PlanDuPdf {

    private static final Logger LOG = LoggerFactory.getLogger(PlanDuPdf.class);

    private PlanDuPdf() {}

    /** Page of each heading, from 1; empty when the PDF tells none. */
    public static List<Integer> pages(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            var plan = document.getDocumentCatalog().getDocumentOutline();
            var pages = new ArrayList<Integer>();
            if (plan != null) {
                parcourir(document, plan, pages);
            }
            return List.copyOf(pages);
        } catch (IOException e) {
            LOG.warn("The bookmarks of a PDF cannot be read: {}", e.toString());
            return List.of();
        }
    }

    private static void parcourir(PDDocument document, PDOutlineNode noeud, List<Integer> pages) throws IOException {
        for (var titre : noeud.children()) {
            var page = titre.findDestinationPage(document);
            pages.add(page == null ? 0 : document.getPages().indexOf(page) + 1);
            parcourir(document, titre, pages);
        }
    }
}
