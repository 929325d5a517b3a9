package fr.gouv.apilos.document.pdf;

import java.io.File;
import java.time.Duration;
import org.jodconverter.local.office.LocalOfficeUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How PDF are made.
 *
 * @param dossier folder of LibreOffice; found by itself when empty
 * @param delai longest conversion: Writer lays out 2 000 logements in less
 * @param demarrage longest start of a process
 * @param processus warm processes; each converts one document at a time and weighs 200 to 300 MiB
 * @param documentsParProcessus a process is replaced after so many documents: Writer leaks
 * @param memoireMax a process is replaced when it is found heavier than this after a document
 */
@ConfigurationProperties("apilos.bureautique")
public record ReglagesPdf(
        @DefaultValue("") String dossier,
        @DefaultValue("120s") Duration delai,
        @DefaultValue("60s") Duration demarrage,
        @DefaultValue("1") int processus,
        @DefaultValue("100") int documentsParProcessus,
        @DefaultValue("900MB") DataSize memoireMax) {

    /** Where LibreOffice is, or null when this machine has none. */
    File installation() {
        var installation = dossier.isBlank() ? LocalOfficeUtils.getDefaultOfficeHome() : new File(dossier);
        return installation != null && installation.isDirectory() ? installation : null;
    }
}
