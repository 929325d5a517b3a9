package fr.gouv.apilos.platform.reprise;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads what {@code pg_dump --data-only} writes, plain or gzipped: COPY blocks whose first line names the columns. */
final class LecteurDeDump implements SourceDeReprise {

    private static final Pattern COPY =
            Pattern.compile("COPY (?:\"?\\w+\"?\\.)?\"?(\\w+)\"? \\((.+)\\) FROM stdin;", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSERT = Pattern.compile("INSERT INTO .*", Pattern.CASE_INSENSITIVE);
    private static final byte[] FIN = "\\.".getBytes(StandardCharsets.UTF_8);
    private static final int TAMPON = 1 << 16;

    private final Path fichier;
    private byte[] ligne = new byte[TAMPON];
    private int longueur;
    private long numero;

    LecteurDeDump(Path fichier) {
        this.fichier = fichier;
    }

    /**
     * The reader of a file, by its first character: refuses at once what is neither, before anything is noted.
     *
     * @param attendues tables and columns the plan reads
     * @throws ErreurMetier 422
     */
    static SourceDeReprise de(Path fichier, Map<String, Set<String>> attendues) throws IOException {
        try (var flux = ouvrir(fichier)) {
            return switch (flux.read()) {
                case '[' -> new LecteurDeDumpdata(fichier, attendues);
                // Comments, settings, a block or orders: what pg_dump may begin with; the last are refused with the
                // remedy.
                case '-', 'S', 'C', 'I', '\n', '\\' -> new LecteurDeDump(fichier);
                default ->
                    throw new LecteurDeDump(fichier)
                            .illisible("ce n’est ni ce qu’écrit pg_dump --data-only --format=plain, ni ce qu’écrit"
                                    + " dumpdata");
            };
        }
    }

    @Override
    public void lire(Destinataire destinataire) throws IOException {
        boolean tables = false;
        try (var flux = ouvrir(fichier)) {
            while (suivante(flux)) {
                if (longueur < 5 || (ligne[0] != 'C' && ligne[0] != 'I' && ligne[0] != 'c' && ligne[0] != 'i')) {
                    continue;
                }
                var texte = new String(ligne, 0, longueur, StandardCharsets.UTF_8);
                var copie = COPY.matcher(texte);
                if (copie.matches()) {
                    tables = true;
                    bloc(flux, destinataire, copie.group(1), colonnes(copie.group(2)));
                } else if (INSERT.matcher(texte).matches()) {
                    throw illisible("il contient des ordres INSERT. Refaites-le sans --inserts ni --column-inserts");
                }
            }
        }
        if (!tables) {
            throw illisible("aucune table n’y commence par « COPY … FROM stdin; »."
                    + " Faites-le avec pg_dump --data-only --format=plain");
        }
    }

    private void bloc(InputStream flux, Destinataire destinataire, String nom, List<String> colonnes)
            throws IOException {
        try (var table = destinataire.table(nom, colonnes)) {
            while (true) {
                if (!suivante(flux)) {
                    throw illisible("il s’arrête au milieu de la table « " + nom + " », ligne " + numero);
                }
                if (longueur == FIN.length && Arrays.equals(ligne, 0, longueur, FIN, 0, FIN.length)) {
                    table.fin();
                    return;
                }
                table.ligne(numero, ligne, longueur);
            }
        }
    }

    private static List<String> colonnes(String texte) {
        return Arrays.stream(texte.split(","))
                .map(nom -> nom.strip().replace("\"", ""))
                .toList();
    }

    /** The bytes of a file, whether it is compressed or not. */
    static InputStream ouvrir(Path fichier) throws IOException {
        var flux = new BufferedInputStream(Files.newInputStream(fichier), TAMPON);
        flux.mark(2);
        boolean compresse = flux.read() == 0x1f && flux.read() == 0x8b;
        flux.reset();
        return compresse ? new BufferedInputStream(new GZIPInputStream(flux, TAMPON), TAMPON) : flux;
    }

    private boolean suivante(InputStream flux) throws IOException {
        longueur = 0;
        int lu = flux.read();
        if (lu < 0) {
            return false;
        }
        numero++;
        while (lu >= 0 && lu != '\n') {
            if (longueur == ligne.length) {
                ligne = Arrays.copyOf(ligne, ligne.length * 2);
            }
            ligne[longueur++] = (byte) lu;
            lu = flux.read();
        }
        return true;
    }

    private ErreurMetier illisible(String pourquoi) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE,
                "Le fichier « " + fichier.getFileName() + " » ne peut pas être repris : " + pourquoi + ".");
    }
}
