package fr.gouv.apilos.document.moteur;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The text of a Word file: for each part in name order, one line per paragraph in document order. */
final class TexteDeDocx {

    private TexteDeDocx() {}

    static String lire(byte[] docx) throws IOException, XMLStreamException {
        Map<String, byte[]> parties = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (e.getName().matches("word/(document|header\\d*|footer\\d*|footnotes)\\.xml")) {
                    parties.put(e.getName(), zip.readAllBytes());
                }
            }
        }
        StringBuilder texte = new StringBuilder();
        for (Map.Entry<String, byte[]> partie : parties.entrySet()) {
            texte.append("##### ").append(partie.getKey()).append('\n');
            for (StringBuilder ligne : paragraphes(partie.getValue())) {
                texte.append(ligne).append('\n');
            }
        }
        return texte.toString();
    }

    private static List<StringBuilder> paragraphes(byte[] xml) throws XMLStreamException {
        List<StringBuilder> lignes = new ArrayList<>();
        Deque<StringBuilder> ouverts = new ArrayDeque<>();
        XMLStreamReader lecteur =
                XMLInputFactory.newDefaultFactory().createXMLStreamReader(new ByteArrayInputStream(xml));
        boolean texte = false;
        while (lecteur.hasNext()) {
            switch (lecteur.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    boolean word = "w".equals(lecteur.getPrefix());
                    String nom = lecteur.getLocalName();
                    if (word && nom.equals("p")) {
                        ouverts.push(new StringBuilder());
                        lignes.add(ouverts.peek());
                    } else if (word && !ouverts.isEmpty()) {
                        texte = nom.equals("t");
                        if (nom.equals("tab")) {
                            ajouter(ouverts, "\t");
                        } else if (nom.equals("br")) {
                            ajouter(ouverts, "\n");
                        }
                    }
                }
                case XMLStreamReader.END_ELEMENT -> {
                    if ("w".equals(lecteur.getPrefix())
                            && lecteur.getLocalName().equals("p")) {
                        ouverts.pop();
                    }
                    texte = false;
                }
                case XMLStreamReader.CHARACTERS -> {
                    if (texte && !ouverts.isEmpty()) {
                        ajouter(ouverts, lecteur.getText());
                    }
                }
                default -> {
                    // Nothing else bears text.
                }
            }
        }
        return lignes;
    }

    /** A paragraph that holds a text box has its text too. */
    private static void ajouter(Deque<StringBuilder> ouverts, String texte) {
        ouverts.forEach(p -> p.append(texte));
    }
}
