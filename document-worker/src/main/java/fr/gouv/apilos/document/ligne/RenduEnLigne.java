package fr.gouv.apilos.document.ligne;

import fr.gouv.apilos.document.moteur.ErreurDeModele;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.moteur.ModeleWord;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/**
 * {@code rendre MODELE.docx CONTEXTE.json[.gz] SORTIE.docx}: renders any model with any context, by the engine of the
 * platform. Pictures are read beside the context; a grey one stands for those that are not there.
 */
public final class RenduEnLigne {

    /** Name of the command. */
    public static final String NOM = "rendre";

    /** The document is written. */
    static final int FAIT = 0;
    /** The arguments are not understood, or a file cannot be read or written. */
    static final int ARGUMENTS = 2;
    /** The model or the context is wrong. */
    static final int REFUS = 3;

    private static final int LARGEUR = 640;
    private static final int HAUTEUR = 360;

    private RenduEnLigne() {}

    /**
     * Runs the command.
     *
     * @return 0 done, 2 wrong arguments or files, 3 wrong model or context; in the last two cases nothing is written
     */
    public static int executer(String[] arguments, PrintStream sortie, PrintStream erreurs) {
        if (arguments.length != 3) {
            erreurs.println("Usage : " + NOM + " MODELE.docx CONTEXTE.json[.gz] SORTIE.docx");
            return ARGUMENTS;
        }
        try {
            return rendre(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), sortie, erreurs);
        } catch (ErreurDeModele e) {
            erreurs.println(e.getMessage());
            return REFUS;
        } catch (NoSuchFileException e) {
            erreurs.println("Fichier introuvable : " + e.getFile());
            return ARGUMENTS;
        } catch (IOException e) {
            erreurs.println("Lecture ou écriture impossible : " + e.getMessage());
            return ARGUMENTS;
        }
    }

    private static int rendre(
            Path fichierModele, Path fichierContexte, Path cible, PrintStream sortie, PrintStream erreurs)
            throws IOException {
        var modele = ModeleWord.compiler(Files.readAllBytes(fichierModele));
        modele.avertissements().forEach(a -> erreurs.println("Attention : " + a));
        var contexte = LecteurDeContexte.lire(fichierContexte);
        var manquantes = new TreeSet<String>();
        var rendu =
                modele.rendre(contexte, images(fichierContexte.toAbsolutePath().getParent(), manquantes));
        manquantes.forEach(nom -> erreurs.println("Attention : image « " + nom + " » absente, remplacée."));
        if (!rendu.absents().isEmpty()) {
            erreurs.println("Attention : le contexte n’a pas " + String.join(", ", new TreeSet<>(rendu.absents())));
        }
        ecrire(cible.toAbsolutePath(), rendu.docx());
        sortie.println(cible + " : " + rendu.docx().length + " octets");
        return FAIT;
    }

    /** Whole or not at all. */
    private static void ecrire(Path cible, byte[] docx) throws IOException {
        var provisoire = Files.createTempFile(cible.getParent(), ".rendu-", ".docx");
        try {
            Files.write(provisoire, docx);
            Files.move(provisoire, cible, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(provisoire);
        }
    }

    private static Images images(Path dossier, Set<String> manquantes) {
        return nom -> {
            var fichier = dossier.resolve(nom).normalize();
            if (fichier.startsWith(dossier) && Files.isRegularFile(fichier)) {
                return Files.readAllBytes(fichier);
            }
            manquantes.add(nom);
            return remplacante();
        };
    }

    private static byte[] remplacante() throws IOException {
        var image = new BufferedImage(LARGEUR, HAUTEUR, BufferedImage.TYPE_INT_RGB);
        var dessin = image.createGraphics();
        dessin.setColor(Color.LIGHT_GRAY);
        dessin.fillRect(0, 0, LARGEUR, HAUTEUR);
        dessin.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
