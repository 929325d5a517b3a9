package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures added by one render: each stored once, related to every part that shows it. */
final class Medias {

    private static final int TAILLE_MAX = 30 << 20;

    /** A picture of the package. */
    record Media(String fichier, byte[] octets, int largeur, int hauteur) {}

    private final Images images;
    private final Map<String, Media> parNom = new LinkedHashMap<>();
    private final Map<String, Media> parEmpreinte = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> relations = new LinkedHashMap<>();
    private long identifiant;

    Medias(Images images) {
        this.images = images;
    }

    long identifiant() {
        return ++identifiant;
    }

    Map<String, Map<String, String>> relations() {
        return relations;
    }

    Iterable<Media> ajoutes() {
        return parEmpreinte.values();
    }

    Media media(String nom) {
        Media connu = parNom.get(nom);
        if (connu == null) {
            connu = charger(nom);
            parNom.put(nom, connu);
        }
        return connu;
    }

    /** Identifier of the relationship from a part to a picture. */
    String relation(String partie, Media media) {
        return relations
                .computeIfAbsent(partie, p -> new LinkedHashMap<>())
                .computeIfAbsent(
                        media.fichier(), f -> "rIdApilos" + media.fichier().replaceAll("\\W", ""));
    }

    private Media charger(String nom) {
        byte[] octets;
        try {
            octets = images.lire(nom);
        } catch (IOException e) {
            throw new ErreurExpression("l’image « " + nom + " » ne peut pas être lue : " + e.getMessage());
        }
        if (octets.length > TAILLE_MAX) {
            throw new ErreurExpression("l’image « " + nom + " » est trop grosse");
        }
        String empreinte = empreinte(octets);
        Media existant = parEmpreinte.get(empreinte);
        if (existant != null) {
            return existant;
        }
        try (ImageInputStream flux = ImageIO.createImageInputStream(new ByteArrayInputStream(octets))) {
            var lecteurs = ImageIO.getImageReaders(flux);
            if (!lecteurs.hasNext()) {
                throw new ErreurExpression("l’image « " + nom + " » n’est pas un PNG ou un JPEG valide");
            }
            ImageReader lecteur = lecteurs.next();
            lecteur.setInput(flux);
            String format = lecteur.getFormatName().toLowerCase(java.util.Locale.ROOT);
            if (!format.equals("png") && !format.equals("jpeg")) {
                throw new ErreurExpression("l’image « " + nom + " » n’est pas un PNG ou un JPEG valide");
            }
            Media media = new Media(
                    "apilos" + (parEmpreinte.size() + 1) + "." + format,
                    octets,
                    lecteur.getWidth(0),
                    lecteur.getHeight(0));
            lecteur.dispose();
            parEmpreinte.put(empreinte, media);
            return media;
        } catch (IOException e) {
            throw new ErreurExpression("l’image « " + nom + " » est illisible : fournissez un PNG ou un JPEG valide");
        }
    }

    static String empreinte(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
