package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Answers a list as a file, as it is filtered and sorted on screen (ux §2, Tables). */
public final class ExportDeListe {

    private ExportDeListe() {}

    /**
     * Writes the whole answer; rights are to be checked before.
     *
     * @param <T> a row
     * @param extension {@code csv} or {@code xlsx}, as the address says
     * @param nom of the file without date nor extension, and of the sheet
     * @param source hands each row over
     * @throws ErreurMetier not found, for any other extension
     */
    public static <T> void repondre(
            HttpServletResponse reponse,
            String extension,
            String nom,
            LocalDate jour,
            List<Export.Champ<T>> champs,
            Consumer<Consumer<T>> source)
            throws IOException {
        var format = FormatDExport.parExtension(extension)
                .orElseThrow(() -> ErreurMetier.introuvable("Cet export n’existe pas."));
        reponse.setContentType(format.type());
        reponse.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        reponse.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(nom + "-" + jour + "." + format.extension())
                        .build()
                        .toString());
        Export.ecrire(format, nom, champs, reponse.getOutputStream(), source);
    }
}
