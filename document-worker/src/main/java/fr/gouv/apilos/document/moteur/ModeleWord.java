package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A Word model compiled once, immutable, rendered as often as wanted by any number of threads.
 * Source: 06 A4.
 */
public final class ModeleWord {

    private static final long TAILLE_MAX = 100L << 20;
    private static final int ENTREES_MAX = 2_000;
    private static final String TYPES = "[Content_Types].xml";
    private static final LocalDateTime DATE_FIXE = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final XMLInputFactory XML = fabrique();

    private final Map<String, byte[]> parties;
    private final Map<String, Compilateur.Partie> compilees;
    private final List<String> avertissements;
    private final String sha256;

    private ModeleWord(
            Map<String, byte[]> parties,
            Map<String, Compilateur.Partie> compilees,
            List<String> avertissements,
            String sha256) {
        this.parties = parties;
        this.compilees = compilees;
        this.avertissements = avertissements;
        this.sha256 = sha256;
    }

    /** Reads and compiles a model; any mistake in it ends in an {@link ErreurDeModele} that says where. */
    public static ModeleWord compiler(byte[] docx) {
        Map<String, byte[]> parties = ouvrir(docx);
        Surete.verifier(parties);
        try {
            return compiler(parties, docx);
        } catch (StackOverflowError e) {
            // The depth of each construction is bounded; their product may still be too much.
            throw new ErreurDeModele("Ce modèle est trop imbriqué.", e);
        }
    }

    private static ModeleWord compiler(Map<String, byte[]> parties, byte[] docx) {
        String document = documentPrincipal(parties);
        List<String> aEvaluer = new ArrayList<>(List.of(document));
        relations(parties, document).forEach((cible, type) -> {
            if (type.endsWith("/header")
                    || type.endsWith("/footer")
                    || type.endsWith("/footnotes")
                    || type.endsWith("/endnotes")) {
                aEvaluer.add(cible);
            }
        });
        aEvaluer.add("docProps/core.xml");
        List<String> avertissements = new ArrayList<>();
        Map<String, Compilateur.Partie> compilees = new LinkedHashMap<>();
        for (String partie : aEvaluer) {
            byte[] octets = parties.get(partie);
            if (octets == null || compilees.containsKey(partie)) {
                continue;
            }
            String xml = texte(octets);
            if (Preparation.aDesBalises(xml) || partie.equals(document)) {
                verifier(octets, partie, "ce n’est pas un XML valide");
                compilees.put(partie, new Compilateur(Preparation.preparer(partie, xml), avertissements).compiler());
            }
        }
        parties.put(TYPES, avecTypesDImages(parties.get(TYPES)));
        return new ModeleWord(parties, compilees, List.copyOf(avertissements), Medias.empreinte(docx));
    }

    /** SHA-256 of the file compiled. */
    public String sha256() {
        return sha256;
    }

    /** Doubtful constructions found at compilation, in French; renders with them are checked one by one. */
    public List<String> avertissements() {
        return avertissements;
    }

    /** Renders with the ordinary limits. */
    public Rendu rendre(Map<String, Object> contexte, Images images) {
        return rendre(contexte, images, Limites.ordinaires());
    }

    /** Renders; nothing is given back unless the whole document is right. */
    public Rendu rendre(Map<String, Object> contexte, Images images, Limites limites) {
        Execution execution = new Execution(contexte, limites);
        Medias medias = new Medias(images);
        ByteArrayOutputStream fichier = new ByteArrayOutputStream(1 << 18);
        try (ZipOutputStream zip = new ZipOutputStream(fichier)) {
            zip.setLevel(1);
            ecrire(zip, TYPES, parties.get(TYPES));
            for (Map.Entry<String, Compilateur.Partie> compilee : compilees.entrySet()) {
                evaluer(compilee.getKey(), compilee.getValue(), execution, medias, zip);
            }
            for (Medias.Media media : medias.ajoutes()) {
                ecrire(zip, "word/media/" + media.fichier(), media.octets());
            }
            for (Map.Entry<String, Map<String, String>> ajout :
                    medias.relations().entrySet()) {
                String nom = nomDesRelations(ajout.getKey());
                ecrire(zip, nom, avecRelations(parties.get(nom), ajout.getValue()));
            }
            for (Map.Entry<String, byte[]> partie : parties.entrySet()) {
                String nom = partie.getKey();
                boolean faite = nom.equals(TYPES)
                        || compilees.containsKey(nom)
                        || medias.relations().keySet().stream()
                                .anyMatch(p -> nomDesRelations(p).equals(nom));
                if (!faite) {
                    ecrire(zip, nom, partie.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rendu(fichier.toByteArray(), Set.copyOf(execution.absents()));
    }

    private static void evaluer(
            String nom, Compilateur.Partie partie, Execution execution, Medias medias, ZipOutputStream zip)
            throws IOException {
        ByteArrayOutputStream aVerifier = partie.sure() ? null : new ByteArrayOutputStream(1 << 18);
        if (aVerifier == null) {
            entree(zip, nom);
        }
        OutputStream flux = aVerifier == null ? zip : aVerifier;
        Sortie sortie = new Sortie(flux, execution.limites.octets());
        RenduDePartie rendu = new RenduDePartie(nom, sortie, medias);
        try {
            partie.noeuds().forEach(n -> n.rendre(execution, rendu));
            sortie.vider();
        } catch (ErreurExpression e) {
            throw new ErreurDeModele("Partie " + nom + " : " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new ErreurDeModele("Partie " + nom + " : ce modèle est trop imbriqué.", e);
        }
        if (aVerifier == null) {
            zip.closeEntry();
        } else {
            byte[] octets = aVerifier.toByteArray();
            verifier(octets, nom, "un bloc du modèle casse la structure du document avec ces données");
            ecrire(zip, nom, octets);
        }
    }

    private static void ecrire(ZipOutputStream zip, String nom, byte[] octets) throws IOException {
        entree(zip, nom);
        zip.write(octets);
        zip.closeEntry();
    }

    private static void entree(ZipOutputStream zip, String nom) throws IOException {
        ZipEntry entree = new ZipEntry(nom);
        entree.setTimeLocal(DATE_FIXE);
        zip.putNextEntry(entree);
    }

    // ---- The package

    private static Map<String, byte[]> ouvrir(byte[] docx) {
        Map<String, byte[]> parties = new LinkedHashMap<>();
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (ZipEntry entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                if (entree.isDirectory()) {
                    continue;
                }
                byte[] octets = zip.readNBytes((int) (TAILLE_MAX - total + 1));
                total += octets.length;
                if (total > TAILLE_MAX || parties.size() >= ENTREES_MAX) {
                    throw new ErreurDeModele("Ce fichier Word est trop gros une fois décompressé.");
                }
                parties.put(entree.getName(), octets);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ErreurDeModele("Ce fichier n’est pas un document Word (.docx) lisible.", e);
        }
        if (!parties.containsKey(TYPES)) {
            throw new ErreurDeModele("Ce fichier n’est pas un document Word (.docx).");
        }
        return parties;
    }

    private static String documentPrincipal(Map<String, byte[]> parties) {
        String nom = relations(parties, "").entrySet().stream()
                .filter(r -> r.getValue().endsWith("/officeDocument"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("word/document.xml");
        if (!parties.containsKey(nom)) {
            throw new ErreurDeModele("Ce fichier n’est pas un document Word (.docx) : il n’a pas de texte.");
        }
        return nom;
    }

    private static String nomDesRelations(String partie) {
        int barre = partie.lastIndexOf('/');
        return partie.substring(0, barre + 1) + "_rels/" + partie.substring(barre + 1) + ".rels";
    }

    /** Target → type. */
    private static Map<String, String> relations(Map<String, byte[]> parties, String partie) {
        Map<String, String> relations = new LinkedHashMap<>();
        byte[] octets = parties.get(nomDesRelations(partie));
        if (octets == null) {
            return relations;
        }
        String dossier = partie.substring(0, partie.lastIndexOf('/') + 1);
        try {
            XMLStreamReader lecteur = XML.createXMLStreamReader(new ByteArrayInputStream(octets));
            while (lecteur.hasNext()) {
                if (lecteur.next() == XMLStreamReader.START_ELEMENT
                        && lecteur.getLocalName().equals("Relationship")
                        && !"External".equals(lecteur.getAttributeValue(null, "TargetMode"))) {
                    String cible = lecteur.getAttributeValue(null, "Target");
                    relations.put(
                            cible.startsWith("/") ? cible.substring(1) : dossier + cible,
                            lecteur.getAttributeValue(null, "Type"));
                }
            }
        } catch (XMLStreamException e) {
            throw new ErreurDeModele("Ce fichier Word est abîmé : ses relations sont illisibles.", e);
        }
        return relations;
    }

    private static byte[] avecTypesDImages(byte[] types) {
        String xml = texte(types);
        for (String extension : List.of("png", "jpeg")) {
            if (!xml.contains("Extension=\"" + extension + "\"")) {
                int debut = xml.indexOf('>', xml.indexOf("<Types")) + 1;
                xml = xml.substring(0, debut)
                        + "<Default Extension=\"" + extension + "\" ContentType=\"image/" + extension + "\"/>"
                        + xml.substring(debut);
            }
        }
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] avecRelations(byte[] existantes, Map<String, String> ajouts) {
        String xml = existantes == null
                ? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships"
                        + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
                : texte(existantes);
        StringBuilder lignes = new StringBuilder();
        ajouts.forEach((fichier, id) -> lignes.append("<Relationship Id=\"")
                .append(id)
                .append("\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\""
                        + " Target=\"media/")
                .append(fichier)
                .append("\"/>"));
        int fin = xml.lastIndexOf("</Relationships>");
        if (fin < 0) {
            int vide = xml.lastIndexOf("/>");
            return (xml.substring(0, vide) + ">" + lignes + "</Relationships>").getBytes(StandardCharsets.UTF_8);
        }
        return (xml.substring(0, fin) + lignes + xml.substring(fin)).getBytes(StandardCharsets.UTF_8);
    }

    private static String texte(byte[] octets) {
        String xml = new String(octets, StandardCharsets.UTF_8);
        return xml.startsWith("\uFEFF") ? xml.substring(1) : xml;
    }

    private static void verifier(byte[] octets, String partie, String raison) {
        try {
            XMLStreamReader lecteur = XML.createXMLStreamReader(new ByteArrayInputStream(octets));
            while (lecteur.hasNext()) {
                lecteur.next();
            }
        } catch (XMLStreamException e) {
            throw new ErreurDeModele("Partie " + partie + " : " + raison + ".", e);
        }
    }

    private static XMLInputFactory fabrique() {
        XMLInputFactory fabrique = XMLInputFactory.newDefaultFactory();
        fabrique.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        fabrique.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return fabrique;
    }

    /** Reads a model from a stream. */
    public static ModeleWord compiler(InputStream flux) throws IOException {
        return compiler(flux.readNBytes((int) TAILLE_MAX));
    }
}
