package fr.gouv.apilos.document.moteur;

import java.nio.charset.StandardCharsets;

/** Writes values: escaped, without the characters XML forbids, control characters turned into Word's own. */
final class Ecriture {

    static final String RUPTURE = "</w:t><w:br/><w:t xml:space=\"preserve\">";
    static final String TABULATION = "</w:t><w:tab/><w:t xml:space=\"preserve\">";

    /** How a value stands in the XML around it. */
    record Cadre(
            boolean attribut, boolean dansTexte, String portee, String pPr, String rPr, boolean runDansParagraphe) {

        String nouveauParagraphe() {
            return "</w:t></w:r></w:p><w:p>" + pPr + "<w:r>" + rPr + "<w:t xml:space=\"preserve\">";
        }

        String nouvellePage() {
            return "</w:t></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p>"
                    + pPr
                    + "<w:r>"
                    + rPr
                    + "<w:t xml:space=\"preserve\">";
        }
    }

    private Ecriture() {}

    static void valeur(Object valeur, Cadre cadre, Sortie sortie) {
        String texte = Valeurs.texte(valeur);
        if (texte.isEmpty() && (cadre.portee().isEmpty() || cadre.portee().equals("r"))) {
            return;
        }
        String xml = cadre.dansTexte() ? echapper(texte, cadre) : echapper(texte, null);
        if (!cadre.dansTexte() && !cadre.attribut()) {
            xml = switch (cadre.portee()) {
                case "r" -> run(texte, cadre);
                case "p" -> "<w:p>" + run(texte, cadre) + "</w:p>";
                case "tc" -> "<w:tc><w:p>" + run(texte, cadre) + "</w:p></w:tc>";
                default -> xml;
            };
        }
        sortie.brut(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String run(String texte, Cadre cadre) {
        Cadre simple = new Cadre(false, true, "", "", cadre.rPr(), false);
        return "<w:r>" + cadre.rPr() + "<w:t xml:space=\"preserve\">" + echapper(texte, simple) + "</w:t></w:r>";
    }

    /** Source: 06 DOC-22. A null frame means outside a text: breaks become blanks. */
    static String echapper(String texte, Cadre cadre) {
        int n = texte.length();
        int i = 0;
        while (i < n && ordinaire(texte.charAt(i))) {
            i++;
        }
        if (i == n) {
            return texte;
        }
        StringBuilder xml = new StringBuilder(n + 32).append(texte, 0, i);
        for (; i < n; i++) {
            char c = texte.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&#39;");
                case '\r' -> {
                    if (i + 1 >= n || texte.charAt(i + 1) != '\n') {
                        xml.append(cadre == null ? " " : RUPTURE);
                    }
                }
                case '\n', '\u2028', '\u000B' -> xml.append(cadre == null ? " " : RUPTURE);
                case '\t' -> xml.append(cadre == null ? " " : TABULATION);
                case '\u0007' ->
                    xml.append(cadre == null ? " " : cadre.runDansParagraphe() ? cadre.nouveauParagraphe() : RUPTURE);
                case '\f' ->
                    xml.append(cadre == null ? " " : cadre.runDansParagraphe() ? cadre.nouvellePage() : RUPTURE);
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < n && Character.isLowSurrogate(texte.charAt(i + 1))) {
                        xml.append(c).append(texte.charAt(++i));
                    } else if (c >= ' ' && !Character.isSurrogate(c) && c != '\uFFFE' && c != '\uFFFF') {
                        xml.append(c);
                    }
                }
            }
        }
        return xml.toString();
    }

    private static boolean ordinaire(char c) {
        return c >= ' '
                && c != '&'
                && c != '<'
                && c != '>'
                && c != '"'
                && c != '\''
                && c != '\u2028'
                && !Character.isSurrogate(c)
                && c < '\uFFFE';
    }
}
