package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a Word file may not hold to become a model, whatever its tags say: what makes the reader of a document, Word or
 * LibreOffice, run something or fetch something from elsewhere, and XML that stands for more than it shows.
 */
final class Surete {

    /** A template on the author's own disk: Word writes it in every file made from one, and nothing is fetched by it. */
    private static final Pattern SUR_LE_POSTE = Pattern.compile("(?i)file:///[a-z]:.*");

    private static final Pattern CHAMP_QUI_LIT_AILLEURS =
            Pattern.compile("(?i)\\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD)\\b.*");

    private static final XMLInputFactory XML = fabrique();

    private Surete() {}

    /** @throws ErreurDeModele when one part holds what no model may hold */
    static void verifier(Map<String, byte[]> parties) {
        parties.forEach((nom, octets) -> {
            var minuscule = nom.toLowerCase(Locale.ROOT);
            if (minuscule.endsWith("vbaproject.bin") || minuscule.contains("/activex/")) {
                throw new ErreurDeModele("Ce fichier Word contient des macros ou des contrôles (" + nom
                        + ") : enregistrez-le sans eux.");
            }
            if (minuscule.endsWith(".rels")) {
                relations(nom, octets);
            } else if (minuscule.endsWith(".xml")) {
                texte(nom, octets);
            }
        });
    }

    private static void relations(String nom, byte[] octets) {
        parcourir(nom, octets, lecteur -> {
            if (lecteur.getEventType() != XMLStreamConstants.START_ELEMENT
                    || !lecteur.getLocalName().equals("Relationship")) {
                return;
            }
            var type = String.valueOf(lecteur.getAttributeValue(null, "Type"));
            var cible = String.valueOf(lecteur.getAttributeValue(null, "Target"));
            if (type.endsWith("/aFChunk")) {
                throw new ErreurDeModele("Ce fichier Word en contient un autre (" + cible
                        + ") qui ne serait lu qu’à l’ouverture : collez son texte dans le modèle.");
            }
            boolean permise = type.endsWith("/hyperlink")
                    || type.endsWith("/attachedTemplate")
                            && SUR_LE_POSTE.matcher(cible).matches();
            if ("External".equals(lecteur.getAttributeValue(null, "TargetMode")) && !permise) {
                throw new ErreurDeModele("Ce fichier Word va chercher « " + cible
                        + " » ailleurs à chaque ouverture : insérez ce contenu dans le modèle au lieu de le lier.");
            }
        });
    }

    private static void texte(String nom, byte[] octets) {
        var instruction = new StringBuilder();
        boolean[] dedans = {false};
        parcourir(nom, octets, lecteur -> {
            switch (lecteur.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (lecteur.getLocalName()) {
                        case "fldChar" -> {
                            champ(instruction.toString());
                            instruction.setLength(0);
                        }
                        case "instrText" -> dedans[0] = true;
                        case "fldSimple" -> champ(attribut(lecteur, "instr"));
                        default -> {
                            // The others hold no instruction.
                        }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (dedans[0]) {
                        instruction.append(lecteur.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> dedans[0] = false;
                default -> {
                    // Comments and the rest are not text.
                }
            }
        });
        champ(instruction.toString());
    }

    private static String attribut(XMLStreamReader lecteur, String nom) {
        for (int i = 0; i < lecteur.getAttributeCount(); i++) {
            if (lecteur.getAttributeLocalName(i).equals(nom)) {
                return lecteur.getAttributeValue(i);
            }
        }
        return "";
    }

    private static void champ(String instruction) {
        if (CHAMP_QUI_LIT_AILLEURS.matcher(instruction.replaceAll("\\s+", " ")).matches()) {
            throw new ErreurDeModele("Ce fichier Word contient un champ qui va lire ailleurs (« " + instruction.strip()
                    + " ») : remplacez-le par son contenu (Ctrl+Maj+F9).");
        }
    }

    private interface Lecture {
        void lire(XMLStreamReader lecteur);
    }

    private static void parcourir(String nom, byte[] octets, Lecture lecture) {
        try {
            XMLStreamReader lecteur = XML.createXMLStreamReader(new ByteArrayInputStream(octets));
            while (lecteur.hasNext()) {
                if (lecteur.next() == XMLStreamConstants.DTD) {
                    throw new ErreurDeModele("Partie " + nom
                            + " : une déclaration DOCTYPE n’a pas sa place dans un document Word ; ce fichier"
                            + " est refusé.");
                }
                lecture.lire(lecteur);
            }
        } catch (XMLStreamException e) {
            throw new ErreurDeModele("Partie " + nom + " : ce n’est pas un XML valide.", e);
        }
    }

    private static XMLInputFactory fabrique() {
        XMLInputFactory fabrique = XMLInputFactory.newDefaultFactory();
        fabrique.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        fabrique.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return fabrique;
    }
}
