package fr.gouv.apilos.platform.tableur;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Looks at an untrusted workbook before the reader does. The declared sizes of a zip are not believed: every entry is inflated
 * into nothing and counted, through the same central directory the reader will follow. Cell references are checked because the
 * reader sizes its rows by them. Source: 02 R45, DB-31.
 */
final class GardeXlsx {

    static final int TAILLE_MAX = 10 * 1024 * 1024;
    private static final long GONFLE_MAX = 80L * 1024 * 1024;
    /** Repetitive sheets really reach 1:60; beyond 1:200, past a size no honest model reaches, it is a bomb. */
    private static final long RATIO_MAX = 200;

    private static final long RATIO_A_PARTIR_DE = 5L * 1024 * 1024;
    private static final int ENTREES_MAX = 500;
    private static final Pattern REFERENCE = Pattern.compile("\\$?[A-Z]{1,3}\\$?[0-9]{1,7}");

    static final String PAS_UN_XLSX =
            "Ce fichier n’est pas un tableur Excel (.xlsx). Enregistrez-le sous ce format puis déposez-le de nouveau.";
    private static final String TROP_GONFLE =
            "Ce fichier est anormalement compressé : son contenu dépasse ce qu’un tableau de cette page peut tenir."
                    + " Copiez vos lignes dans le modèle puis déposez-le de nouveau.";
    private static final String ABIME =
            "Le contenu de ce fichier est abîmé. Ouvrez-le dans votre tableur, enregistrez-le puis déposez-le de"
                    + " nouveau.";

    private final byte[] octets;
    private long gonfle;

    private GardeXlsx(byte[] octets) {
        this.octets = octets;
    }

    static void verifier(byte[] octets) throws FichierRefuse {
        if (octets.length == 0) {
            throw new FichierRefuse("Ce fichier est vide. Choisissez un autre fichier.");
        }
        if (octets.length > TAILLE_MAX) {
            throw new FichierRefuse("Le fichier fait %d Mo ; la limite est %d Mo."
                    .formatted((octets.length + 1024 * 1024 - 1) / (1024 * 1024), TAILLE_MAX / (1024 * 1024)));
        }
        if (octets.length < 4 || octets[0] != 'P' || octets[1] != 'K') {
            throw new FichierRefuse(PAS_UN_XLSX);
        }
        new GardeXlsx(octets).parcourir();
    }

    static FichierRefuse abime() {
        return new FichierRefuse(ABIME);
    }

    private void parcourir() throws FichierRefuse {
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(octets))
                .get()) {
            var entrees = Collections.list(zip.getEntries());
            if (entrees.size() > ENTREES_MAX) {
                throw new FichierRefuse(TROP_GONFLE);
            }
            exigerPart(zip, "[Content_Types].xml");
            exigerPart(zip, "xl/workbook.xml");
            for (ZipArchiveEntry entree : entrees) {
                examiner(zip, entree);
            }
        } catch (ContenuAnormal _) {
            throw new FichierRefuse(TROP_GONFLE);
        } catch (ZipException _) {
            throw new FichierRefuse(PAS_UN_XLSX);
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            if (porte(e, ContenuAnormal.class)) {
                throw new FichierRefuse(TROP_GONFLE);
            }
            throw abime();
        }
    }

    private static void exigerPart(ZipFile zip, String nom) throws FichierRefuse {
        if (zip.getEntry(nom) == null) {
            throw new FichierRefuse("Ce fichier n’est pas un classeur Excel complet : il y manque des parties."
                    + " Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx puis déposez-le de nouveau.");
        }
    }

    private void examiner(ZipFile zip, ZipArchiveEntry entree) throws IOException, XMLStreamException, FichierRefuse {
        if (entree.isDirectory()) {
            return;
        }
        try (var flux = new FluxCompte(zip.getInputStream(entree))) {
            if (entree.getName().startsWith("xl/worksheets/")
                    && entree.getName().endsWith(".xml")) {
                examinerFeuille(flux);
            }
            flux.transferTo(OutputNul.INSTANCE);
        }
    }

    private static void examinerFeuille(InputStream flux) throws XMLStreamException, FichierRefuse {
        var fabrique = XMLInputFactory.newFactory();
        fabrique.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        fabrique.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var xml = fabrique.createXMLStreamReader(flux);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                examinerElement(xml);
            }
        }
    }

    private static void examinerElement(XMLStreamReader xml) throws FichierRefuse {
        switch (xml.getLocalName()) {
            case "c" -> exigerReference(xml.getAttributeValue(null, "r"));
            case "dimension" -> {
                var etendue = xml.getAttributeValue(null, "ref");
                if (etendue != null) {
                    for (var coin : etendue.split(":", 2)) {
                        exigerReference(coin);
                    }
                }
            }
            default -> {
                // Nothing else drives how much the reader allocates.
            }
        }
    }

    private static void exigerReference(@org.jspecify.annotations.Nullable String reference) throws FichierRefuse {
        if (reference != null && !REFERENCE.matcher(reference).matches()) {
            throw abime();
        }
    }

    private static boolean porte(Throwable e, Class<? extends Throwable> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** Counts what really comes out of the inflater, over all entries. */
    private final class FluxCompte extends FilterInputStream {

        FluxCompte(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            int lu = super.read();
            if (lu >= 0) {
                compter(1);
            }
            return lu;
        }

        @Override
        public int read(byte[] tampon, int debut, int longueur) throws IOException {
            int lus = super.read(tampon, debut, longueur);
            if (lus > 0) {
                compter(lus);
            }
            return lus;
        }

        private void compter(int lus) throws ContenuAnormal {
            gonfle += lus;
            if (gonfle > GONFLE_MAX || (gonfle > RATIO_A_PARTIR_DE && gonfle / octets.length > RATIO_MAX)) {
                throw new ContenuAnormal();
            }
        }
    }

    private static final class ContenuAnormal extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class OutputNul extends java.io.OutputStream {
        static final OutputNul INSTANCE = new OutputNul();

        @Override
        public void write(int octet) {
            // Only the count matters.
        }

        @Override
        public void write(byte[] tampon, int debut, int longueur) {
            // Only the count matters.
        }
    }
}
