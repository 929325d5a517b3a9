package fr.gouv.apilos.document.pdf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jodconverter.core.document.DefaultDocumentFormatRegistry;
import org.jodconverter.core.office.OfficeException;
import org.jodconverter.local.LocalConverter;
import org.jodconverter.local.office.LocalOfficeManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One LibreOffice process with a profile of its own, started at its first document and kept warm. Used by one thread at a
 * time; whoever holds it may stop it, the next document starts another.
 */
final class ProcessusBureautique {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessusBureautique.class);
    private static final int KIO = 1024;

    /** PDF/A-2b, tagged, with bookmarks, pictures at the resolution of a printer, the title in the title bar. */
    private static final Map<String, Object> PDF = Map.of(
            "SelectPdfVersion", 2,
            "UseTaggedPDF", true,
            "ExportBookmarks", true,
            "ReduceImageResolution", true,
            "MaxImageResolution", 300,
            "Quality", 90,
            "DisplayPDFDocumentTitle", true);

    private final Path dossier;
    private LocalOfficeManager manager;
    private File installation;
    private int port;
    private int documents;

    /** @param dossier where the profile lives; the process is known by it */
    ProcessusBureautique(Path dossier) {
        this.dossier = dossier;
    }

    /** Converts one Word document. Nothing is fetched from elsewhere, no macro runs. */
    byte[] convertir(byte[] docx, File bureautique, ReglagesPdf reglages) throws OfficeException {
        demarrer(bureautique, reglages);
        var pdf = new ByteArrayOutputStream(docx.length);
        LocalConverter.builder()
                .officeManager(manager)
                .loadProperty("UpdateDocMode", 0)
                .loadProperty("MacroExecutionMode", 0)
                .storeProperty("FilterData", PDF)
                .build()
                .convert(new ByteArrayInputStream(docx))
                .as(DefaultDocumentFormatRegistry.DOCX)
                .to(pdf)
                .as(DefaultDocumentFormatRegistry.PDF)
                .execute();
        documents++;
        return pdf.toByteArray();
    }

    private void demarrer(File bureautique, ReglagesPdf reglages) throws OfficeException {
        if (manager != null && !bureautique.equals(installation)) {
            arreter();
        }
        if (manager != null) {
            return;
        }
        try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = libre.getLocalPort();
            Files.createDirectories(dossier);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        installation = bureautique;
        documents = 0;
        var nouveau = LocalOfficeManager.builder()
                .officeHome(bureautique)
                .portNumbers(port)
                .workingDir(dossier.toFile())
                .processTimeout(reglages.demarrage().toMillis())
                .taskExecutionTimeout(reglages.delai().toMillis())
                .taskQueueTimeout(reglages.delai().toMillis())
                // Counted here, where the memory is watched too.
                .maxTasksPerProcess(0)
                .startFailFast(true)
                .build();
        manager = nouveau;
        nouveau.start();
    }

    /** Whether the next document deserves a new process. */
    boolean use(ReglagesPdf reglages) {
        return manager != null
                && (documents >= reglages.documentsParProcessus()
                        || memoire() > reglages.memoireMax().toBytes());
    }

    /** Starts the process ahead of its first document. */
    void rechauffer(File bureautique, ReglagesPdf reglages) throws OfficeException {
        demarrer(bureautique, reglages);
    }

    boolean demarre() {
        return manager != null;
    }

    int documents() {
        return documents;
    }

    /** Resident memory of the process and its children, in bytes. */
    long memoire() {
        return processus().mapToLong(ProcessusBureautique::residente).sum();
    }

    /** Identifiers of its system processes. */
    Stream<ProcessHandle> processus() {
        return port == 0
                ? Stream.empty()
                : dontLaCommandeContient(dossier.toUri().getPath());
    }

    void arreter() {
        var ancien = manager;
        manager = null;
        if (ancien == null) {
            return;
        }
        try {
            ancien.stop();
        } catch (OfficeException e) {
            LOG.warn("LibreOffice did not stop cleanly: {}", e.getMessage());
        }
        // A process that hangs at its start is not the manager's yet.
        processus().forEach(ProcessHandle::destroyForcibly);
    }

    /** System processes that name a folder in their command line. */
    static Stream<ProcessHandle> dontLaCommandeContient(String dossier) {
        var sansBarre = dossier.endsWith("/") ? dossier.substring(0, dossier.length() - 1) : dossier;
        return ProcessHandle.allProcesses()
                .filter(p -> p.pid() != ProcessHandle.current().pid())
                .filter(p -> ligneDeCommande(p).contains(sansBarre + "/")
                        || ligneDeCommande(p).endsWith(sansBarre));
    }

    private static String ligneDeCommande(ProcessHandle processus) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(processus.pid()), "cmdline"))
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException | UncheckedIOException e) {
            return processus.info().commandLine().orElse("");
        }
    }

    private static long residente(ProcessHandle processus) {
        try (var lignes = Files.lines(Path.of("/proc", String.valueOf(processus.pid()), "status"))) {
            return lignes.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * KIO)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
