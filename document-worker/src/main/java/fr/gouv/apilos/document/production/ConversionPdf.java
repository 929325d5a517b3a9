package fr.gouv.apilos.document.production;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jodconverter.core.document.DefaultDocumentFormatRegistry;
import org.jodconverter.core.office.OfficeException;
import org.jodconverter.core.office.OfficeManager;
import org.jodconverter.local.LocalConverter;
import org.jodconverter.local.office.LocalOfficeManager;
import org.jodconverter.local.office.LocalOfficeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Word to PDF with a LibreOffice kept warm; without it, or when it hangs, says why there is no PDF. */
@Component
class ConversionPdf {

    private static final Logger LOG = LoggerFactory.getLogger(ConversionPdf.class);
    private static final String SANS_BUREAUTIQUE =
            "Le PDF n’a pas été produit : la mise en page n’est pas installée sur ce serveur. Ouvrez le document Word"
                    + " et enregistrez-le au format PDF.";
    private static final String ECHOUEE =
            "Le PDF n’a pas pu être produit : la mise en page n’a pas répondu à temps. Relancez la rédaction, ou"
                    + " ouvrez le document Word et enregistrez-le au format PDF.";

    private final String dossier;
    private final Duration delai;
    private final Timer duree;
    private final ReentrantLock verrou = new ReentrantLock();
    private OfficeManager bureautique;

    ConversionPdf(
            @Value("${apilos.bureautique.dossier}") String dossier,
            @Value("${apilos.bureautique.delai}") Duration delai,
            MeterRegistry mesures) {
        this.dossier = dossier;
        this.delai = delai;
        this.duree = Timer.builder("apilos.document.pdf")
                .description("Time to convert a document to PDF")
                .register(mesures);
    }

    /**
     * What became of a conversion.
     *
     * @param pdf null when there is none
     * @param absent why there is none, in French; null when there is one
     */
    record Resultat(byte[] pdf, String absent) {}

    /** Converts, twice if need be: a hung process is killed at the end of the time limit and another takes its place. */
    Resultat convertir(byte[] docx) {
        if (!presente()) {
            return new Resultat(null, SANS_BUREAUTIQUE);
        }
        for (int essai = 1; essai <= 2; essai++) {
            try {
                var manager = demarree();
                var pdf = new ByteArrayOutputStream();
                duree.recordCallable(() -> {
                    LocalConverter.make(manager)
                            .convert(new ByteArrayInputStream(docx))
                            .as(DefaultDocumentFormatRegistry.DOCX)
                            .to(pdf)
                            .as(DefaultDocumentFormatRegistry.PDF)
                            .execute();
                    return null;
                });
                return new Resultat(pdf.toByteArray(), null);
            } catch (Exception e) {
                LOG.warn("Conversion to PDF failed (attempt {}): {}", essai, e.toString());
                arreter();
            }
        }
        return new Resultat(null, ECHOUEE);
    }

    private boolean presente() {
        return dossier.isBlank()
                ? LocalOfficeUtils.getDefaultOfficeHome() != null
                        && LocalOfficeUtils.getDefaultOfficeHome().isDirectory()
                : new File(dossier).isDirectory();
    }

    private OfficeManager demarree() throws OfficeException {
        verrou.lock();
        try {
            if (bureautique == null) {
                var manager = LocalOfficeManager.builder()
                        .officeHome(dossier.isBlank() ? LocalOfficeUtils.getDefaultOfficeHome() : new File(dossier))
                        .taskExecutionTimeout(delai.toMillis())
                        .taskQueueTimeout(delai.toMillis() * 4)
                        .processTimeout(delai.toMillis())
                        .build();
                manager.start();
                bureautique = manager;
            }
            return bureautique;
        } finally {
            verrou.unlock();
        }
    }

    /** Stops LibreOffice with the worker. */
    @PreDestroy
    void arreter() {
        verrou.lock();
        try {
            if (bureautique != null) {
                bureautique.stop();
            }
        } catch (OfficeException e) {
            LOG.warn("LibreOffice did not stop cleanly: {}", e.getMessage());
        } finally {
            bureautique = null;
            verrou.unlock();
        }
    }
}
