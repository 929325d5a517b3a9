package fr.gouv.apilos.document.modele;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds a Word model from its text: headings, lists, tables and tags, one per line (the syntax is said on top of each
 * text). The same text always gives the same bytes.
 */
final class RedacteurDeModele {

    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String RELS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final int LARGEUR = 9638;
    /** Height left to sign, in twentieths of a point: 2.5 cm. */
    private static final int A_SIGNER = 1417;

    /** Space between the border of a cell and its text. */
    private static final int MARGE = 80;

    private static final String PARAGRAPHE = "<w:p><w:pPr><w:pStyle w:val=\"";
    private static final Pattern BALISE = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}");
    private static final Pattern NOMBRE = Pattern.compile("(\\|f(?:\\(d=\\d\\))?)\\s*}}");
    private static final Pattern MARQUE = Pattern.compile("\\*\\*(.+?)\\*\\*|~~(.+?)~~");

    private final StringBuilder corps = new StringBuilder();
    private String titre = "";
    private String version = "";
    private String entete = "";
    private List<Integer> largeurs = List.of();
    private List<Boolean> droites = List.of();
    private boolean bordures;
    private final List<String> rangees = new ArrayList<>();

    private RedacteurDeModele() {}

    /** A model ready to be compiled. */
    record Modele(String titre, String version, byte[] docx) {}

    static Modele rediger(String texte) {
        var redacteur = new RedacteurDeModele();
        boolean tableau = false;
        for (var brute : texte.split("\n", -1)) {
            var ligne = brute.strip();
            if (ligne.isEmpty() || ligne.startsWith("//")) {
                continue;
            }
            tableau = redacteur.ligne(ligne, tableau);
        }
        return new Modele(redacteur.titre, redacteur.version, redacteur.docx());
    }

    private boolean ligne(String ligne, boolean tableau) {
        if (ligne.startsWith("version:")) {
            version = ligne.substring(8).strip();
        } else if (ligne.startsWith("titre:")) {
            titre = ligne.substring(6).strip();
        } else if (ligne.startsWith("entete:")) {
            entete = ligne.substring(7).strip();
        } else if (ligne.startsWith("[tableau")) {
            ouvrirTableau(ligne.substring(8, ligne.indexOf(']')).strip());
            return true;
        } else if (ligne.equals("[/tableau]")) {
            fermerTableau();
            return false;
        } else if (tableau) {
            rangees.add(ligne);
            return true;
        } else if (ligne.equals("[page]")) {
            corps.append("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        } else if (ligne.equals("[sommaire]")) {
            paragraphe("Sommaire", "TOCHeading");
            corps.append(Sommaire.VIDE);
        } else if (ligne.startsWith("[encart]")) {
            paragraphe(ligne.substring(8).strip(), "Encart");
        } else if (ligne.startsWith("[signature]")) {
            lierLeDernier();
            paragraphe(ligne.substring(11).strip(), "Signature");
        } else if (ligne.startsWith("### ")) {
            paragraphe(ligne.substring(4), "Heading3");
        } else if (ligne.startsWith("## ")) {
            paragraphe(ligne.substring(3), "Heading2");
        } else if (ligne.startsWith("# ")) {
            paragraphe(ligne.substring(2), "Heading1");
        } else if (ligne.startsWith("!! ")) {
            paragraphe(ligne.substring(3), "Subtitle");
        } else if (ligne.startsWith("! ")) {
            paragraphe(ligne.substring(2), "Title");
        } else if (ligne.startsWith("- ")) {
            paragraphe("•\t" + ligne.substring(2), "Liste");
        } else {
            paragraphe(ligne, "Normal");
        }
        return tableau;
    }

    private void paragraphe(String texte, String style) {
        corps.append(PARAGRAPHE).append(style).append("\"/></w:pPr>");
        courses(texte, false);
        corps.append("</w:p>");
    }

    /** Signatures never stand alone on a page: the last words before them go along. */
    private void lierLeDernier() {
        int fin = corps.length();
        for (int debut = corps.lastIndexOf(PARAGRAPHE, fin); debut >= 0; debut = corps.lastIndexOf(PARAGRAPHE, fin)) {
            var paragraphe = corps.substring(debut, fin);
            if (paragraphe.contains("</w:tbl>")) {
                return;
            }
            for (var style : List.of("Normal", "Liste")) {
                var marque = PARAGRAPHE + style + "\"/>";
                if (paragraphe.startsWith(marque) && !paragraphe.contains(">{%p")) {
                    corps.insert(debut + marque.length(), "<w:keepNext/>");
                    return;
                }
            }
            fin = debut - 1;
        }
    }

    private void ouvrirTableau(String options) {
        bordures = !options.contains("sans-bordure");
        var pourCents = new ArrayList<Integer>();
        var aDroite = new ArrayList<Boolean>();
        for (var largeur : options.replace("sans-bordure", "").strip().split("\\s+")) {
            aDroite.add(largeur.endsWith("d"));
            pourCents.add(LARGEUR * Integer.parseInt(largeur.replace("d", "")) / 100);
        }
        largeurs = pourCents;
        droites = aDroite;
        var bord = bordures ? "single" : "none";
        corps.append("<w:tbl><w:tblPr><w:tblW w:w=\"")
                .append(LARGEUR)
                .append("\" w:type=\"dxa\"/><w:tblInd w:w=\"")
                .append(MARGE)
                .append("\" w:type=\"dxa\"/><w:tblBorders>");
        for (var cote : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
            corps.append("<w:")
                    .append(cote)
                    .append(" w:val=\"")
                    .append(bord)
                    .append("\" w:sz=\"4\" w:color=\"808080\"/>");
        }
        // Every width is said: Writer need not try them, which is most of what a long table costs.
        corps.append("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"")
                .append(MARGE)
                .append("\" w:type=\"dxa\"/><w:right w:w=\"")
                .append(MARGE)
                .append("\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
        largeurs.forEach(
                largeur -> corps.append("<w:gridCol w:w=\"").append(largeur).append("\"/>"));
        corps.append("</w:tblGrid>");
    }

    /** Rows are written once all are known: those that belong together do not part at the end of a page. */
    private void fermerTableau() {
        for (int i = 0; i < rangees.size(); i++) {
            var ligne = rangees.get(i);
            boolean seuleDeSaBoucle = i > 0
                    && i + 1 < rangees.size()
                    && rangees.get(i - 1).startsWith("{%tr for")
                    && rangees.get(i + 1).startsWith("{%tr endfor");
            if (seuleDeSaBoucle) {
                // The heading takes the first row along, the last two rows take the total.
                boolean total = i + 2 < rangees.size() && rangees.get(i + 2).startsWith("|=");
                rangee("{%tr if loop.first or loop.revindex " + (total ? "< 3" : "== 2") + " %}", false);
                rangee(ligne, true);
                rangee("{%tr else %}", false);
                rangee(ligne, false);
                rangee("{%tr endif %}", false);
            } else {
                // Without borders it is a block of signatures: whole, with room to sign.
                rangee(ligne, ligne.startsWith("|!") || !bordures && i + 1 < rangees.size());
            }
        }
        rangees.clear();
        corps.append("</w:tbl>");
        paragraphe("", "ApresTableau");
    }

    /** @param liee whether the next row stays on the same page */
    private void rangee(String ligne, boolean liee) {
        if (ligne.startsWith("{%tr")) {
            corps.append("<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"").append(largeurs.size());
            corps.append("\"/></w:tcPr><w:p>");
            courses(ligne, false);
            corps.append("</w:p></w:tc></w:tr>");
            return;
        }
        boolean tete = ligne.startsWith("|!");
        boolean total = ligne.startsWith("|=");
        var cellules = cellules(ligne.substring(tete || total ? 2 : 1, ligne.lastIndexOf('|')));
        corps.append("<w:tr><w:trPr><w:cantSplit/>")
                .append(bordures || liee ? "" : "<w:trHeight w:val=\"" + A_SIGNER + "\"/>")
                .append(tete ? "<w:tblHeader/>" : "")
                .append("</w:trPr>");
        for (int i = 0; i < largeurs.size(); i++) {
            var texte = i < cellules.size() ? cellules.get(i).strip() : "";
            corps.append("<w:tc><w:tcPr><w:tcW w:w=\"").append(largeurs.get(i)).append("\" w:type=\"dxa\"/>");
            corps.append(tete && bordures ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8EDFF\"/>" : "");
            corps.append("</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"")
                    .append(liee ? "CelluleLiee" : "Cellule")
                    .append("\"/>");
            corps.append(droites.get(i) ? "<w:jc w:val=\"right\"/>" : "").append("</w:pPr>");
            courses(texte, tete || total);
            corps.append("</w:p></w:tc>");
        }
        corps.append("</w:tr>");
    }

    /** Cells of a row: bars inside an expression are filters. */
    private static List<String> cellules(String rangee) {
        var cellules = new ArrayList<String>();
        int profondeur = 0;
        int debut = 0;
        for (int i = 0; i < rangee.length(); i++) {
            if (rangee.startsWith("{{", i)) {
                profondeur++;
            } else if (rangee.startsWith("}}", i)) {
                profondeur--;
            } else if (rangee.charAt(i) == '|' && profondeur == 0) {
                cellules.add(rangee.substring(debut, i));
                debut = i + 1;
            }
        }
        cellules.add(rangee.substring(debut));
        return cellules;
    }

    /** Runs of a text: bold between double stars, struck between double tildes, number of pages for {@code [pages]}. */
    private void courses(String texte, boolean gras) {
        var m = MARQUE.matcher(texte);
        var ordinaire = gras ? "<w:b/>" : "";
        int fin = 0;
        while (m.find()) {
            course(texte.substring(fin, m.start()), ordinaire);
            if (m.group(1) != null) {
                course(m.group(1), "<w:b/>");
            } else {
                course(m.group(2), ordinaire + "<w:strike/>");
            }
            fin = m.end();
        }
        course(texte.substring(fin), ordinaire);
    }

    private void course(String texte, String proprietes) {
        int pages = texte.indexOf("[pages]");
        if (pages >= 0) {
            course(texte.substring(0, pages), proprietes);
            corps.append("<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
            course(texte.substring(pages + 7), proprietes);
            return;
        }
        if (texte.isEmpty()) {
            return;
        }
        corps.append("<w:r>").append(proprietes.isEmpty() ? "" : "<w:rPr>" + proprietes + "</w:rPr>");
        var morceaux = texte.split("\t", -1);
        for (int i = 0; i < morceaux.length; i++) {
            corps.append(i > 0 ? "<w:tab/>" : "");
            corps.append("<w:t xml:space=\"preserve\">")
                    .append(xml(typographie(morceaux[i])))
                    .append("</w:t>");
        }
        corps.append("</w:r>");
    }

    /**
     * No-break spaces where a line must not end: « L. 353-1 », « n° 3 », « 15 € », before double signs, within the numbers a
     * tag prints. Tags are otherwise left alone.
     */
    private static String typographie(String texte) {
        var resultat = new StringBuilder(texte.length());
        var m = BALISE.matcher(texte);
        int fin = 0;
        while (m.find()) {
            resultat.append(insecable(texte.substring(fin, m.start())))
                    .append(NOMBRE.matcher(m.group()).replaceFirst("$1|insecable }}"));
            fin = m.end();
        }
        return resultat.append(insecable(texte.substring(fin))).toString();
    }

    private static String insecable(String texte) {
        return texte.replaceAll("\\b([LRD]\\.|art\\.|[Aa]rticles?|n°) (?=\\d)", "$1\u00a0")
                .replaceAll("(n°) $", "$1\u00a0")
                .replaceAll(" (?=[;:?!»€])", "\u00a0")
                .replaceAll("(?<=«) ", "\u00a0");
    }

    private byte[] docx() {
        var fichier = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(fichier)) {
            ajouter(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>\
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
                <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
                <Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\
                <Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
                <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
                </Types>\
                """);
            ajouter(zip, "_rels/.rels", """
                <Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/>\
                <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
                </Relationships>\
                """.formatted(RELS, R));
            ajouter(zip, "docProps/core.xml", """
                <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
                xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>fr-FR</dc:language>\
                </cp:coreProperties>\
                """.formatted(xml(titre)));
            ajouter(zip, "word/_rels/document.xml.rels", """
                <Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/styles" Target="styles.xml"/>\
                <Relationship Id="rId2" Type="%s/header" Target="header1.xml"/>\
                <Relationship Id="rId3" Type="%s/footer" Target="footer1.xml"/></Relationships>\
                """.formatted(RELS, R, R, R));
            ajouter(zip, "word/styles.xml", STYLES);
            ajouter(zip, "word/header1.xml", """
                <w:hdr xmlns:w="%s"><w:p><w:pPr><w:pStyle w:val="EnTete"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>\
                <w:p><w:r><w:t>{%%p if filigrane %%}</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val="Filigrane"/></w:pPr><w:r><w:t xml:space="preserve">{{ filigrane }} — sans valeur contractuelle</w:t></w:r></w:p>\
                <w:p><w:r><w:t>{%%p endif %%}</w:t></w:r></w:p></w:hdr>\
                """.formatted(W, xml(entete)));
            ajouter(zip, "word/footer1.xml", """
                <w:ftr xmlns:w="%s"><w:p><w:pPr><w:pStyle w:val="EnTete"/><w:jc w:val="right"/></w:pPr>\
                <w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>\
                <w:r><w:t xml:space="preserve"> sur </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\
                """.formatted(W));
            ajouter(
                    zip,
                    "word/document.xml",
                    "<w:document xmlns:w=\"" + W + "\" xmlns:r=\"" + R + "\"><w:body>" + corps
                            + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference"
                            + " w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar"
                            + " w:top=\"1417\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\""
                            + " w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fichier.toByteArray();
    }

    private static void ajouter(ZipOutputStream zip, String nom, String contenu) throws IOException {
        var entree = new ZipEntry(nom);
        entree.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entree);
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + contenu)
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String xml(String texte) {
        return texte.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String style(String id, String nom, String paragraphe, String course) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + nom
                + "\"/><w:basedOn w:val=\"Normal\"/><w:pPr>" + paragraphe + "</w:pPr><w:rPr>" + course
                + "</w:rPr></w:style>";
    }

    /** Lines of the table of contents, close together: space above, indentation. */
    private static final String SOMMAIRE = "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"" + LARGEUR
            + "\"/></w:tabs><w:spacing w:before=\"%d\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind"
            + " w:left=\"%d\" w:right=\"567\"/><w:jc w:val=\"left\"/>";

    private static final String CELLULE =
            "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>";

    private static final String STYLES = "<w:styles xmlns:w=\"" + W + "\"><w:docDefaults><w:rPrDefault><w:rPr>"
            + "<w:rFonts w:ascii=\"Liberation Sans\" w:hAnsi=\"Liberation Sans\" w:cs=\"Liberation Sans\"/>"
            + "<w:sz w:val=\"20\"/><w:lang w:val=\"fr-FR\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
            + "<w:spacing w:after=\"100\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
            + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr>"
            + "<w:widowControl/><w:jc w:val=\"both\"/></w:pPr></w:style>"
            + style(
                    "Title",
                    "Title",
                    "<w:spacing w:before=\"240\" w:after=\"120\"/><w:jc w:val=\"center\"/>",
                    "<w:b/><w:sz w:val=\"32\"/>")
            + style(
                    "Subtitle",
                    "Subtitle",
                    "<w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>",
                    "<w:sz w:val=\"22\"/>")
            + style(
                    "Heading1",
                    "heading 1",
                    "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:jc w:val=\"left\"/><w:outlineLvl"
                            + " w:val=\"0\"/>",
                    "<w:b/><w:sz w:val=\"26\"/>")
            + style(
                    "Heading2",
                    "heading 2",
                    "<w:keepNext/><w:spacing w:before=\"220\" w:after=\"80\"/><w:jc w:val=\"left\"/><w:outlineLvl"
                            + " w:val=\"1\"/>",
                    "<w:b/><w:sz w:val=\"22\"/>")
            + style(
                    "Heading3",
                    "heading 3",
                    "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/><w:jc w:val=\"left\"/><w:outlineLvl"
                            + " w:val=\"2\"/>",
                    "<w:b/><w:i/>")
            + style(
                    "TOCHeading",
                    "TOC Heading",
                    "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:jc w:val=\"left\"/>",
                    "<w:b/><w:sz w:val=\"22\"/>")
            + style("TOC1", "toc 1", SOMMAIRE.formatted(30, 0), "<w:b/><w:sz w:val=\"16\"/>")
            + style("TOC2", "toc 2", SOMMAIRE.formatted(0, 240), "<w:sz w:val=\"16\"/>")
            + style(
                    "Liste",
                    "List Bullet",
                    "<w:tabs><w:tab w:val=\"left\" w:pos=\"357\"/></w:tabs><w:ind w:left=\"357\" w:hanging=\"357\"/>",
                    "")
            + style("Cellule", "Cellule", CELLULE, "<w:sz w:val=\"18\"/>")
            + style("CelluleLiee", "Cellule liée", "<w:keepNext/>" + CELLULE, "<w:sz w:val=\"18\"/>")
            + style(
                    "ApresTableau",
                    "Après tableau",
                    "<w:spacing w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>",
                    "<w:sz w:val=\"12\"/>")
            + style("Signature", "Signature", "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/>", "")
            + style(
                    "Encart",
                    "Encart",
                    "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\"/><w:left w:val=\"single\" w:sz=\"4\""
                            + " w:space=\"4\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\"/><w:right"
                            + " w:val=\"single\" w:sz=\"4\" w:space=\"4\"/></w:pBdr><w:spacing w:before=\"120\""
                            + " w:after=\"200\"/><w:ind w:left=\"100\" w:right=\"100\"/>",
                    "<w:sz w:val=\"18\"/>")
            + style(
                    "EnTete",
                    "header",
                    "<w:spacing w:after=\"0\"/><w:jc w:val=\"left\"/>",
                    "<w:color w:val=\"666666\"/><w:sz w:val=\"16\"/>")
            + style(
                    "Filigrane",
                    "Filigrane",
                    "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
                    "<w:b/><w:color w:val=\"B34000\"/><w:sz w:val=\"24\"/>")
            + "</w:styles>";
}
