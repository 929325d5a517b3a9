package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.PaquetWord;
import fr.gouv.apilos.document.pdf.PlanDuPdf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of a document written with a model of the product. The model holds a field of Word without an entry;
 * here it gets one for each heading, so that nobody is asked to update anything. Where the pages break is known once
 * LibreOffice has laid them out: the copy it is given numbers itself, and the numbers are then written in the Word document.
 */
public final class Sommaire {

    /** Levels of headings that have an entry; those below only appear among the bookmarks of the PDF. */
    private static final int NIVEAUX = 2;

    private static final String DEBUT =
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-"
                    + NIVEAUX + "\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    private static final String FIN = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

    /** What a model holds, for the rendering to fill. */
    static final String VIDE = "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>" + DEBUT
            + "<w:r><w:t>Le sommaire se remplit à la rédaction du document.</w:t></w:r>" + FIN + "</w:p>";

    private static final Pattern TITRE =
            Pattern.compile("<w:p><w:pPr><w:pStyle w:val=\"Heading([1-9])\"/></w:pPr>(.*?)</w:p>", Pattern.DOTALL);
    private static final Pattern TEXTE = Pattern.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:tab|br)/>");

    private final byte[] rendu;
    private final @Nullable Map<String, byte[]> parties;
    private final String xml;
    private final int ou;
    private final List<Titre> titres;

    private Sommaire(byte[] rendu, @Nullable Map<String, byte[]> parties, String xml, int ou, List<Titre> titres) {
        this.rendu = rendu;
        this.parties = parties;
        this.xml = xml;
        this.ou = ou;
        this.titres = titres;
    }

    /** A heading: where its runs are, and its text as it stands in the XML. */
    private record Titre(int niveau, int debut, int fin, String texte) {
        boolean entre() {
            return niveau <= NIVEAUX;
        }
    }

    /** Reads a document just rendered; one without a table of contents stays as it is. */
    public static Sommaire de(byte[] rendu) {
        var parties = PaquetWord.ouvrir(rendu);
        var octets = parties.get(PaquetWord.DOCUMENT);
        var xml = octets == null ? "" : new String(octets, StandardCharsets.UTF_8);
        int ou = xml.indexOf(VIDE);
        return ou < 0
                ? new Sommaire(rendu, null, "", ou, List.of())
                : new Sommaire(rendu, parties, xml, ou, titres(xml));
    }

    private static List<Titre> titres(String xml) {
        var titres = new ArrayList<Titre>();
        var m = TITRE.matcher(xml);
        while (m.find()) {
            var texte = new StringBuilder();
            var t = TEXTE.matcher(m.group(2));
            while (t.find()) {
                texte.append(t.group(1) == null ? " " : t.group(1));
            }
            if (!texte.toString().isBlank()) {
                titres.add(new Titre(
                        Integer.parseInt(m.group(1)),
                        m.start(2),
                        m.end(2),
                        texte.toString().strip()));
            }
        }
        return titres;
    }

    /** The document for its readers, pages not known: its entries lead to the headings without a number. */
    public byte[] docx() {
        return docx(List.of());
    }

    /**
     * The document for its readers.
     *
     * @param pages page of each entry, as {@link #pages} gave them; empty when they are not known
     */
    public byte[] docx(List<Integer> pages) {
        return ecrire(pages, false);
    }

    /** The copy to lay out: the numbers are fields LibreOffice works out, where it would keep those of a table of contents. */
    public byte[] aMettreEnPage() {
        return ecrire(List.of(), true);
    }

    /** Page of each entry, read from the PDF of the copy; empty without a table of contents or when its headings differ. */
    public List<Integer> pages(byte[] pdf) {
        if (parties == null) {
            return List.of();
        }
        var pages = PlanDuPdf.pages(pdf);
        return pages.size() != titres.size()
                ? List.of()
                : IntStream.range(0, pages.size())
                        .filter(i -> titres.get(i).entre())
                        .mapToObj(pages::get)
                        .toList();
    }

    private byte[] ecrire(List<Integer> pages, boolean vivant) {
        if (parties == null) {
            return rendu;
        }
        var texte = new StringBuilder(xml.length() + titres.size() * 600);
        var entrees = titres.stream().filter(Titre::entre).toList();
        texte.append(xml, 0, ou);
        for (int i = 0; i < entrees.size(); i++) {
            texte.append(entree(entrees.get(i), i, entrees.size(), i < pages.size() ? pages.get(i) : 0, vivant));
        }
        int lu = ou + VIDE.length();
        int rang = 0;
        for (var titre : titres) {
            if (titre.debut() < lu || !titre.entre()) {
                rang += titre.entre() ? 1 : 0;
                continue;
            }
            texte.append(xml, lu, titre.debut())
                    .append("<w:bookmarkStart w:id=\"")
                    .append(rang)
                    .append("\" w:name=\"")
                    .append(signet(rang))
                    .append("\"/>")
                    .append(xml, titre.debut(), titre.fin())
                    .append("<w:bookmarkEnd w:id=\"")
                    .append(rang)
                    .append("\"/>");
            lu = titre.fin();
            rang++;
        }
        texte.append(xml, lu, xml.length());
        var nouvelles = new LinkedHashMap<>(parties);
        nouvelles.put(PaquetWord.DOCUMENT, texte.toString().getBytes(StandardCharsets.UTF_8));
        return PaquetWord.fermer(nouvelles);
    }

    private static String entree(Titre titre, int rang, int nombre, int page, boolean vivant) {
        var renvoi = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF "
                + signet(rang) + " \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>"
                + (page > 0 ? "<w:t>" + page + "</w:t>" : "<w:t xml:space=\"preserve\"> </w:t>") + "</w:r>" + FIN;
        return "<w:p><w:pPr><w:pStyle w:val=\"TOC" + titre.niveau() + "\"/></w:pPr>"
                + (rang == 0 && !vivant ? DEBUT : "")
                + "<w:hyperlink w:anchor=\"" + signet(rang) + "\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">"
                + titre.texte() + "</w:t></w:r><w:r><w:tab/></w:r>" + renvoi + "</w:hyperlink>"
                + (rang == nombre - 1 && !vivant ? FIN : "") + "</w:p>";
    }

    private static String signet(int rang) {
        return "_Toc9000%03d".formatted(rang);
    }
}
