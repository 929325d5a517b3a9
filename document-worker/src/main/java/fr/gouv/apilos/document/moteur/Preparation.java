package fr.gouv.apilos.document.moteur;

import fr.gouv.apilos.document.moteur.Jeton.Genre;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Turns a part of a Word document into tokens where each tag is whole. Word splits tags over runs, adds marks inside them
 * and replaces their quotes and spaces; all this is undone here, by scans that go once from left to right.
 */
final class Preparation {

    private static final Set<String> PORTEES = Set.of("tr", "tc", "p", "r");

    private final String partie;
    private int paragraphe;
    private StringBuilder texteParagraphe = new StringBuilder();

    private Preparation(String partie) {
        this.partie = partie;
    }

    /** Whether a part has anything to evaluate; the braces may be apart. */
    static boolean aDesBalises(String xml) {
        int i = xml.indexOf('{');
        return i >= 0 && (xml.indexOf('%') >= 0 || xml.indexOf('{', i + 1) >= 0);
    }

    static List<Jeton> preparer(String partie, String xml) {
        List<Jeton> jetons = new Preparation(partie).recoller(decouper(xml));
        jetons = coller(jetons);
        conserverEspaces(jetons);
        for (String portee : List.of("tr", "tc", "p")) {
            jetons = elargir(jetons, portee);
        }
        return detacherRuns(jetons);
    }

    /** Markup and text, in order. */
    private static List<Jeton> decouper(String xml) {
        List<Jeton> jetons = new ArrayList<>();
        int i = 0;
        while (i < xml.length()) {
            int debut = xml.indexOf('<', i);
            if (debut < 0) {
                jetons.add(Jeton.texte(xml.substring(i)));
                break;
            }
            if (debut > i) {
                jetons.add(Jeton.texte(xml.substring(i, debut)));
            }
            int fin = finDeBalisage(xml, debut);
            jetons.add(Jeton.balisage(xml.substring(debut, fin)));
            i = fin;
        }
        return jetons;
    }

    private static int finDeBalisage(String xml, int debut) {
        String cloture = xml.startsWith("<!--", debut) ? "-->" : xml.startsWith("<![CDATA[", debut) ? "]]>" : null;
        if (cloture != null) {
            int fin = xml.indexOf(cloture, debut);
            return fin < 0 ? xml.length() : fin + cloture.length();
        }
        char guillemet = 0;
        for (int i = debut + 1; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (guillemet != 0) {
                guillemet = c == guillemet ? 0 : guillemet;
            } else if (c == '"' || c == '\'') {
                guillemet = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        throw new ErreurDeModele("XML illisible : un élément n’est pas fermé");
    }

    // ---- Tags split over runs

    private List<Jeton> recoller(List<Jeton> jetons) {
        List<Jeton> sortie = new ArrayList<>(jetons.size());
        int i = 0;
        int position = 0;
        while (i < jetons.size()) {
            Jeton jeton = jetons.get(i);
            if (jeton.genre() != Genre.TEXTE) {
                if (jeton.est(Genre.OUVRANTE, "w:p")) {
                    paragraphe++;
                    texteParagraphe = new StringBuilder();
                }
                if (jeton.texte().contains("{{") || jeton.texte().contains("{%")) {
                    attributs(jeton, sortie);
                } else {
                    sortie.add(jeton);
                }
                i++;
                continue;
            }
            String texte = jeton.texte();
            int[] debut = ouverture(jetons, i, position);
            if (debut == null) {
                ajouterTexte(sortie, texte.substring(position));
                i++;
                position = 0;
                continue;
            }
            ajouterTexte(sortie, texte.substring(position, debut[0]));
            int[] fin = lireBalise(jetons, debut, sortie);
            i = fin[0];
            position = fin[1];
            if (position >= jetons.get(i).texte().length()) {
                i++;
                position = 0;
            }
        }
        return sortie;
    }

    private void ajouterTexte(List<Jeton> sortie, String texte) {
        if (!texte.isEmpty()) {
            sortie.add(Jeton.texte(texte));
            if (texteParagraphe.length() < 60 && !texte.isBlank()) {
                texteParagraphe.append(texte, 0, Math.min(texte.length(), 60));
            }
        }
    }

    /** The next opening from a position of a text: {its position, token and position of what follows its two signs, form}. */
    private static int[] ouverture(List<Jeton> jetons, int rang, int position) {
        String texte = jetons.get(rang).texte();
        int i = texte.indexOf('{', position);
        while (i >= 0) {
            int suiteRang = rang;
            int suite = i + 1;
            if (suite >= texte.length()) {
                suiteRang = texteSuivant(jetons, rang + 1);
                suite = 0;
            }
            if (suiteRang >= 0) {
                char forme = jetons.get(suiteRang).texte().charAt(suite);
                if (forme == '{' || forme == '%' || forme == '#') {
                    return new int[] {i, suiteRang, suite + 1, forme, rang};
                }
            }
            i = texte.indexOf('{', i + 1);
        }
        return null;
    }

    /** The next text of the same paragraph, or -1. */
    private static int texteSuivant(List<Jeton> jetons, int depart) {
        for (int i = depart; i < jetons.size(); i++) {
            Jeton jeton = jetons.get(i);
            if (jeton.genre() == Genre.TEXTE) {
                return i;
            }
            if (jeton.est(Genre.FERMANTE, "w:p")) {
                return -1;
            }
        }
        return -1;
    }

    private int[] lireBalise(List<Jeton> jetons, int[] debut, List<Jeton> sortie) {
        char forme = (char) debut[3];
        char fermante = forme == '{' ? '}' : forme;
        StringBuilder contenu = new StringBuilder();
        List<Jeton> traverses =
                new ArrayList<>(debut[1] > debut[4] ? jetons.subList(debut[4] + 1, debut[1]) : List.of());
        int rang = debut[1];
        int position = debut[2];
        while (rang < jetons.size()) {
            Jeton jeton = jetons.get(rang);
            if (jeton.genre() != Genre.TEXTE) {
                traverses.add(jeton);
                rang++;
                position = 0;
                continue;
            }
            String texte = jeton.texte();
            while (position < texte.length()) {
                char c = texte.charAt(position++);
                contenu.append(c);
                int n = contenu.length();
                if (c == '}' && n >= 2 && contenu.charAt(n - 2) == fermante) {
                    contenu.setLength(n - 2);
                    sortie.add(balise(forme, contenu.toString(), false));
                    rendreStructure(traverses, sortie);
                    return new int[] {rang, position};
                }
            }
            rang++;
            position = 0;
        }
        throw new ErreurDeModele(
                new Emplacement(partie, paragraphe, extrait(), "{" + forme + abrege(contenu.toString())),
                "la balise n’est jamais fermée");
    }

    /** A tag may straddle the end of a link or of a mark: what it crossed is kept when the document needs it. */
    private static void rendreStructure(List<Jeton> traverses, List<Jeton> sortie) {
        Effet effet = new Effet();
        traverses.forEach(effet::ajouter);
        if (!effet.neutre()) {
            traverses.stream().filter(j -> j.genre() != Genre.TEXTE).forEach(sortie::add);
        }
    }

    private void attributs(Jeton jeton, List<Jeton> sortie) {
        // The element counts for the structure through an empty piece that bears its name.
        sortie.add(new Jeton(jeton.genre(), "", jeton.nom(), null));
        String texte = jeton.texte();
        int i = 0;
        while (true) {
            int debut = prochaine(texte, i);
            if (debut < 0) {
                sortie.add(Jeton.fragment(texte.substring(i)));
                return;
            }
            char forme = texte.charAt(debut + 1);
            int fin = texte.indexOf(forme == '{' ? "}}" : "%}", debut + 2);
            if (fin < 0) {
                throw new ErreurDeModele(
                        new Emplacement(partie, paragraphe, extrait(), abrege(texte)), "la balise n’est jamais fermée");
            }
            sortie.add(Jeton.fragment(texte.substring(i, debut)));
            sortie.add(balise(forme, texte.substring(debut + 2, fin), true));
            i = fin + 2;
        }
    }

    private static int prochaine(String texte, int depart) {
        int valeur = texte.indexOf("{{", depart);
        int instruction = texte.indexOf("{%", depart);
        return valeur < 0 ? instruction : instruction < 0 ? valeur : Math.min(valeur, instruction);
    }

    private Jeton balise(char forme, String brut, boolean attribut) {
        String contenu = decoder(brut);
        boolean gauche = contenu.startsWith("-");
        if (gauche || contenu.startsWith("+")) {
            contenu = contenu.substring(1);
        }
        boolean droite = contenu.endsWith("-");
        if (droite) {
            contenu = contenu.substring(0, contenu.length() - 1);
        }
        String portee = "";
        if (!attribut) {
            int fin = 0;
            while (fin < contenu.length() && Character.isLetter(contenu.charAt(fin))) {
                fin++;
            }
            if (fin > 0
                    && PORTEES.contains(contenu.substring(0, fin))
                    && fin < contenu.length()
                    && contenu.charAt(fin) == ' '
                    && !contenu.substring(fin).isBlank()) {
                portee = contenu.substring(0, fin);
                contenu = contenu.substring(fin);
            }
        }
        String ecrite = "{" + forme + abrege(portee + contenu) + (forme == '{' ? '}' : forme) + "}";
        return new Jeton(
                Genre.BALISE,
                contenu.strip(),
                "",
                new Jeton.Balise(
                        forme,
                        portee,
                        gauche,
                        droite,
                        attribut,
                        new Emplacement(partie, paragraphe, extrait(), ecrite)));
    }

    private String extrait() {
        return abrege(decoder(texteParagraphe.toString())).strip();
    }

    private static String abrege(String texte) {
        return texte.length() <= 80 ? texte : texte.substring(0, 77) + "…";
    }

    /** Entities, Word's quotes and blanks, inside a tag only. */
    private static String decoder(String brut) {
        StringBuilder texte = new StringBuilder(brut.length());
        for (int i = 0; i < brut.length(); i++) {
            char c = brut.charAt(i);
            switch (c) {
                case '\u2018', '\u2019', '\u201A', '\u201B' -> texte.append('\'');
                case '\u201C', '\u201D', '\u201E' -> texte.append('"');
                case '\u00A0', '\u202F', '\u2007', '\u2009', '\t', '\n', '\r' -> texte.append(' ');
                case '\u200B', '\u200C', '\u200D', '\uFEFF' -> {
                    // Invisible characters Word lets slip in.
                }
                case '&' -> i = entite(brut, i, texte);
                default -> texte.append(c);
            }
        }
        return texte.toString();
    }

    private static int entite(String brut, int i, StringBuilder texte) {
        int fin = brut.indexOf(';', i);
        if (fin > i && fin - i < 10) {
            String nom = brut.substring(i + 1, fin);
            String valeur = switch (nom) {
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot", "#34", "#x22", "#8220", "#8221", "#x201C", "#x201D" -> "\"";
                case "apos", "#39", "#x27", "#8216", "#8217", "#x2018", "#x2019" -> "'";
                case "amp" -> "&";
                case "#160", "#xA0", "#xa0" -> " ";
                default -> null;
            };
            if (valeur != null) {
                texte.append(valeur);
                return fin;
            }
        }
        texte.append('&');
        return i;
    }

    // ---- {%- and -%}

    /** Merges with the previous or next paragraph's text, or only trims the blanks beside the tag. */
    private static List<Jeton> coller(List<Jeton> jetons) {
        List<Jeton> sortie = new ArrayList<>(jetons.size());
        boolean mangeBlancs = false;
        for (int i = 0; i < jetons.size(); i++) {
            Jeton jeton = jetons.get(i);
            if (mangeBlancs && jeton.genre() == Genre.TEXTE) {
                String reste = jeton.texte().stripLeading();
                mangeBlancs = reste.isEmpty();
                if (!reste.isEmpty()) {
                    sortie.add(Jeton.texte(reste));
                }
                continue;
            }
            mangeBlancs = false;
            if (jeton.genre() != Genre.BALISE) {
                sortie.add(jeton);
                continue;
            }
            if (jeton.balise().gauche()) {
                collerAGauche(sortie);
            }
            sortie.add(jeton);
            if (jeton.balise().droite()) {
                int suite = suiteACollerADroite(jetons, i + 1);
                if (suite > 0) {
                    i = suite;
                } else {
                    mangeBlancs = true;
                }
            }
        }
        return sortie;
    }

    private static void collerAGauche(List<Jeton> sortie) {
        int i = sortie.size() - 1;
        while (i >= 0 && sortie.get(i).blanc()) {
            i--;
        }
        if (i >= 0 && sortie.get(i).ouvreTexte()) {
            int j = i;
            while (j >= 0 && !sortie.get(j).fermeTexte()) {
                j--;
            }
            Effet effet = new Effet();
            if (j >= 0) {
                sortie.subList(j, i + 1).forEach(effet::ajouter);
            }
            if (j >= 0 && effet.neutre()) {
                sortie.subList(j, sortie.size()).clear();
                return;
            }
        }
        while (!sortie.isEmpty() && sortie.getLast().blanc()) {
            sortie.removeLast();
        }
        if (!sortie.isEmpty() && sortie.getLast().genre() == Genre.TEXTE) {
            sortie.set(sortie.size() - 1, Jeton.texte(sortie.getLast().texte().stripTrailing()));
        }
    }

    /** Rank of the opening of the next text when only blanks separate the tag from the end of its own, else -1. */
    private static int suiteACollerADroite(List<Jeton> jetons, int depart) {
        int i = depart;
        while (i < jetons.size() && jetons.get(i).blanc()) {
            i++;
        }
        if (i >= jetons.size() || !jetons.get(i).fermeTexte()) {
            return -1;
        }
        Effet effet = new Effet();
        for (; i < jetons.size(); i++) {
            effet.ajouter(jetons.get(i));
            if (jetons.get(i).ouvreTexte()) {
                return effet.neutre() ? i : -1;
            }
        }
        return -1;
    }

    /** Word drops the blanks at the ends of a text unless told to keep them. */
    private static void conserverEspaces(List<Jeton> jetons) {
        int ouverture = -1;
        for (int i = 0; i < jetons.size(); i++) {
            Jeton jeton = jetons.get(i);
            if (jeton.ouvreTexte()) {
                ouverture = i;
            } else if (jeton.genre() == Genre.BALISE
                    && ouverture >= 0
                    && jetons.get(ouverture).texte().equals("<w:t>")) {
                jetons.set(ouverture, Jeton.balisage("<w:t xml:space=\"preserve\">"));
            }
        }
    }

    // ---- {%tr, {%tc, {%p

    private static List<Jeton> elargir(List<Jeton> jetons, String portee) {
        if (jetons.stream()
                .noneMatch(j -> j.genre() == Genre.BALISE && j.balise().portee().equals(portee))) {
            return jetons;
        }
        String element = "w:" + portee;
        List<Jeton> sortie = new ArrayList<>(jetons.size());
        // For each open element: where it starts in the output, and the last tag of its own that asks to replace it.
        Deque<int[]> ouverts = new ArrayDeque<>();
        Deque<Jeton[]> demandes = new ArrayDeque<>();
        for (Jeton jeton : jetons) {
            if (jeton.est(Genre.OUVRANTE, element)) {
                ouverts.push(new int[] {sortie.size()});
                demandes.push(new Jeton[1]);
            }
            if (jeton.genre() == Genre.BALISE && jeton.balise().portee().equals(portee)) {
                if (demandes.isEmpty()) {
                    throw new ErreurDeModele(
                            jeton.balise().emplacement(), "cette balise n’est pas dans un élément " + element);
                }
                demandes.peek()[0] = jeton;
            }
            sortie.add(jeton);
            if (jeton.est(Genre.FERMANTE, element) && !ouverts.isEmpty()) {
                int debut = ouverts.pop()[0];
                Jeton demande = demandes.pop()[0];
                if (demande != null) {
                    sortie.subList(debut, sortie.size()).clear();
                    sortie.add(demande);
                }
            }
        }
        return sortie;
    }

    /** {{r value}} brings its own runs: the run it stands in is closed before it and reopened after. */
    private static List<Jeton> detacherRuns(List<Jeton> jetons) {
        if (jetons.stream()
                .noneMatch(j -> j.genre() == Genre.BALISE && j.balise().portee().equals("r"))) {
            return jetons;
        }
        List<Jeton> sortie = new ArrayList<>(jetons.size());
        int run = -1;
        for (Jeton jeton : jetons) {
            if (jeton.est(Genre.OUVRANTE, "w:r")) {
                run = sortie.size();
            }
            if (jeton.genre() == Genre.BALISE && jeton.balise().portee().equals("r") && run >= 0) {
                List<Jeton> tete = new ArrayList<>(sortie.subList(run, sortie.size()));
                sortie.add(Jeton.balisage("</w:t>"));
                sortie.add(Jeton.balisage("</w:r>"));
                sortie.add(jeton);
                int debut = sortie.size();
                for (Jeton t : tete) {
                    sortie.add(t);
                    if (t.est(Genre.FERMANTE, "w:rPr")) {
                        break;
                    }
                }
                if (sortie.size() == debut || !sortie.getLast().est(Genre.FERMANTE, "w:rPr")) {
                    sortie.subList(debut, sortie.size()).clear();
                    sortie.add(Jeton.balisage("<w:r>"));
                }
                sortie.add(Jeton.balisage("<w:t xml:space=\"preserve\">"));
                run = debut;
            } else {
                sortie.add(jeton);
            }
        }
        return sortie;
    }
}
