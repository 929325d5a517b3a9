package fr.gouv.apilos.platform.tableur;

import java.util.Arrays;
import java.util.Optional;

/** How a list leaves the platform: for a spreadsheet program, or for another program (ux §2, Tables). */
public enum FormatDExport {
    /** Excel workbook. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** Semicolons and a byte order mark: what a French spreadsheet program opens with accents intact. */
    CSV("csv", "text/csv;charset=UTF-8");

    private final String extension;
    private final String type;

    FormatDExport(String extension, String type) {
        this.extension = extension;
        this.type = type;
    }

    /** End of the file name, without the dot. */
    public String extension() {
        return extension;
    }

    /** Value of Content-Type. */
    public String type() {
        return type;
    }

    /** The format of that extension. */
    public static Optional<FormatDExport> parExtension(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst();
    }
}
