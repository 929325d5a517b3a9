package fr.gouv.apilos.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A small dump as pg_dump writes it. */
public final class DumpDEssai {

    private final StringBuilder texte =
            new StringBuilder("--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n");

    /** A table; each row holds its values in order, null for no value. */
    public DumpDEssai table(String nom, String colonnes, Object[]... lignes) {
        texte.append("COPY public.%s (%s) FROM stdin;%n".formatted(nom, colonnes));
        for (var ligne : lignes) {
            texte.append(Arrays.stream(ligne)
                            .map(valeur -> valeur == null ? "\\N" : valeur.toString())
                            .collect(Collectors.joining("\t")))
                    .append('\n');
        }
        texte.append("\\.\n\n");
        return this;
    }

    /** The values of a row, in the order of the columns. */
    public static Object[] ligne(Object... valeurs) {
        return valeurs;
    }

    /** The dump so far. */
    public String texte() {
        return texte.toString();
    }

    /** The dump in a file of its own. */
    public Path fichier(Path dossier) throws IOException {
        return Files.writeString(Files.createTempFile(dossier, "dump", ".sql"), texte);
    }
}
