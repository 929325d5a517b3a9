package fr.gouv.apilos.document.moteur;

import fr.gouv.apilos.document.moteur.Jeton.Genre;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Turns the tokens of a part into nodes, and proves that whatever the data the XML stays well nested. */
final class Compilateur {

    private static final Set<String> FINS =
            Set.of("endif", "else", "elif", "endfor", "endwith", "endset", "endraw", "endmacro", "endblock");

    private final List<Jeton> jetons;
    private final List<String> avertissements;
    private int rang;
    private boolean sure = true;
    private int profondeur;

    // What surrounds the current token, for the control characters of values.
    private final Deque<String> ouverts = new ArrayDeque<>();
    private String pPr = "";
    private String rPr = "";
    private StringBuilder capture;
    private String captureNom = "";

    Compilateur(List<Jeton> jetons, List<String> avertissements) {
        this.jetons = jetons;
        this.avertissements = avertissements;
    }

    /**
     * A compiled part.
     *
     * @param sure the nesting is proved; otherwise each render is checked
     */
    record Partie(List<Noeud> noeuds, boolean sure) {}

    Partie compiler() {
        Corps corps = corps(null);
        if (rang < jetons.size()) {
            Jeton jeton = jetons.get(rang);
            throw new ErreurDeModele(
                    jeton.balise().emplacement(), "cette balise ne ferme rien (« if » ou « for » absent avant elle)");
        }
        if (!corps.effet().nul()) {
            sure = false;
        }
        return new Partie(corps.noeuds(), sure);
    }

    private record Corps(List<Noeud> noeuds, Effet effet) {}

    /** Nodes up to a closing instruction, which is left to be read. */
    private Corps corps(Emplacement ouverture) {
        if (++profondeur > 60) {
            throw new ErreurDeModele(ouverture, "trop de blocs imbriqués");
        }
        List<Noeud> noeuds = new ArrayList<>();
        Effet effet = new Effet();
        StringBuilder brut = new StringBuilder();
        while (rang < jetons.size()) {
            Jeton jeton = jetons.get(rang);
            if (jeton.genre() != Genre.BALISE) {
                suivre(jeton);
                effet.ajouter(jeton);
                if (jeton.est(Genre.FERMANTE, "w:tc") && brut.toString().isBlank() && !noeuds.isEmpty()) {
                    poser(brut, noeuds);
                    noeuds.add(new Noeud.FinDeCellule());
                }
                if (jeton.nom().equals("wp:docPr") && jeton.genre() != Genre.FERMANTE) {
                    dessin(jeton.texte(), brut, noeuds);
                } else {
                    brut.append(jeton.texte());
                }
                rang++;
                continue;
            }
            if (jeton.balise().forme() == '#') {
                rang++;
                continue;
            }
            poser(brut, noeuds);
            if (jeton.balise().forme() == '{') {
                noeuds.add(valeur(jeton));
                rang++;
                continue;
            }
            AnalyseurExpression analyseur = analyser(jeton);
            String mot = lire(jeton, analyseur::nom);
            if (FINS.contains(mot)) {
                profondeur--;
                return new Corps(List.copyOf(noeuds), effet);
            }
            rang++;
            instruction(mot, analyseur, jeton, noeuds, effet);
        }
        poser(brut, noeuds);
        profondeur--;
        if (ouverture != null) {
            throw new ErreurDeModele(ouverture, "ce bloc n’est jamais fermé");
        }
        return new Corps(List.copyOf(noeuds), effet);
    }

    private static void poser(StringBuilder brut, List<Noeud> noeuds) {
        if (!brut.isEmpty()) {
            noeuds.add(new Noeud.Brut(brut.toString().getBytes(StandardCharsets.UTF_8)));
            brut.setLength(0);
        }
    }

    private static void dessin(String balisage, StringBuilder brut, List<Noeud> noeuds) {
        int id = balisage.indexOf(" id=\"");
        int fin = id < 0 ? -1 : balisage.indexOf('"', id + 5);
        if (fin < 0) {
            brut.append(balisage);
            return;
        }
        brut.append(balisage, 0, id + 5);
        poser(brut, noeuds);
        noeuds.add(new Noeud.Identifiant());
        brut.append(balisage, fin, balisage.length());
    }

    /** Keeps the properties of the current paragraph and run. */
    private void suivre(Jeton jeton) {
        if (capture != null) {
            capture.append(jeton.texte());
        }
        switch (jeton.genre()) {
            case OUVRANTE -> {
                ouverts.push(jeton.nom());
                switch (jeton.nom()) {
                    case "w:p" -> {
                        pPr = "";
                        rPr = "";
                    }
                    case "w:r" -> rPr = "";
                    case "w:pPr", "w:rPr" -> {
                        if (capture == null) {
                            capture = new StringBuilder(jeton.texte());
                            captureNom = jeton.nom();
                        }
                    }
                    default -> {
                        // Other elements carry no property a value needs.
                    }
                }
            }
            case FERMANTE -> {
                if (!ouverts.isEmpty()) {
                    ouverts.pop();
                }
                if (capture != null && jeton.nom().equals(captureNom)) {
                    if (captureNom.equals("w:pPr")) {
                        pPr = sansSection(capture.toString());
                    } else {
                        rPr = capture.toString();
                    }
                    capture = null;
                }
            }
            default -> {
                // Text and empty elements do not nest.
            }
        }
    }

    private static String sansSection(String proprietes) {
        int debut = proprietes.indexOf("<w:sectPr");
        int fin = proprietes.indexOf("</w:sectPr>");
        return debut < 0 || fin < 0 ? proprietes : proprietes.substring(0, debut) + proprietes.substring(fin + 11);
    }

    private Noeud valeur(Jeton jeton) {
        Emplacement emplacement = jeton.balise().emplacement();
        AnalyseurExpression analyseur = analyser(jeton);
        Expr expr = lire(jeton, () -> {
            Expr lue = analyseur.liste();
            analyseur.exigerFin();
            return lue;
        });
        var pile = ouverts.iterator();
        boolean dansTexte = pile.hasNext()
                && pile.next().equals("w:t")
                && jeton.balise().portee().isEmpty();
        boolean runDansParagraphe = dansTexte
                && pile.hasNext()
                && pile.next().equals("w:r")
                && pile.hasNext()
                && pile.next().equals("w:p");
        return new Noeud.Valeur(
                expr,
                new Ecriture.Cadre(
                        jeton.balise().attribut(), dansTexte, jeton.balise().portee(), pPr, rPr, runDansParagraphe),
                emplacement);
    }

    private void instruction(String mot, AnalyseurExpression analyseur, Jeton jeton, List<Noeud> noeuds, Effet effet) {
        switch (mot) {
            case "if" -> noeuds.add(condition(analyseur, jeton, effet));
            case "for" -> noeuds.add(boucle(analyseur, jeton, effet));
            case "set" -> noeuds.add(affectation(analyseur, jeton));
            case "with" -> noeuds.add(avec(analyseur, jeton, effet));
            case "do" ->
                noeuds.add(lire(jeton, () -> {
                    Expr expr = analyseur.liste();
                    analyseur.exigerFin();
                    return new Noeud.Action(expr, jeton.balise().emplacement());
                }));
            default ->
                throw new ErreurDeModele(jeton.balise().emplacement(), "l’instruction « " + mot + " » n’existe pas");
        }
    }

    private Noeud condition(AnalyseurExpression premier, Jeton ouvrante, Effet effet) {
        List<Noeud.Branche> branches = new ArrayList<>();
        List<Effet> effets = new ArrayList<>();
        Etat avant = new Etat();
        AnalyseurExpression analyseur = premier;
        Jeton jeton = ouvrante;
        boolean sinon = false;
        while (true) {
            Expr condition = null;
            if (!sinon) {
                AnalyseurExpression lu = analyseur;
                condition = lire(jeton, () -> {
                    Expr expr = lu.expression();
                    lu.exigerFin();
                    return expr;
                });
            }
            avant.rendre();
            Corps corps = corps(ouvrante.balise().emplacement());
            branches.add(
                    new Noeud.Branche(condition, corps.noeuds(), jeton.balise().emplacement()));
            effets.add(corps.effet());
            jeton = jetons.get(rang++);
            analyseur = analyser(jeton);
            String mot = lire(jeton, analyseur::nom);
            if (mot.equals("endif")) {
                break;
            }
            if (sinon || !mot.equals("else") && !mot.equals("elif")) {
                throw new ErreurDeModele(
                        jeton.balise().emplacement(),
                        "« endif » attendu pour la balise "
                                + ouvrante.balise().emplacement().balise());
            }
            sinon = mot.equals("else");
        }
        boolean neutres = effets.stream().allMatch(Effet::neutre);
        boolean egaux = sinon && effets.stream().allMatch(e -> e.egal(effets.getFirst()));
        if (!neutres && !egaux) {
            douter(ouvrante);
        }
        effet.ajouter(effets.getFirst());
        return new Noeud.Si(List.copyOf(branches));
    }

    private Noeud boucle(AnalyseurExpression analyseur, Jeton ouvrante, Effet effet) {
        Emplacement emplacement = ouvrante.balise().emplacement();
        List<String> noms = new ArrayList<>();
        Expr[] liste = new Expr[2];
        lire(ouvrante, () -> {
            boolean parentheses = analyseur.signe("(");
            do {
                noms.add(analyseur.nom());
            } while (analyseur.signe(","));
            if (parentheses) {
                analyseur.exigerSigne(")");
            }
            analyseur.exigerMot("in");
            liste[0] = analyseur.sansCondition();
            if (analyseur.mot("if")) {
                liste[1] = analyseur.expression();
            }
            analyseur.exigerFin();
            return noms;
        });
        Corps corps = corps(emplacement);
        if (!corps.effet().neutre()) {
            douter(ouvrante);
        }
        List<Noeud> sinon = List.of();
        String mot = motSuivant();
        if (mot.equals("else")) {
            Corps autre = corps(emplacement);
            sinon = autre.noeuds();
            if (!autre.effet().neutre()) {
                douter(ouvrante);
            }
            mot = motSuivant();
        }
        if (!mot.equals("endfor")) {
            throw new ErreurDeModele(
                    jetons.get(rang - 1).balise().emplacement(),
                    "« endfor » attendu pour la balise " + emplacement.balise());
        }
        effet.ajouter(corps.effet());
        return new Noeud.Pour(List.copyOf(noms), liste[0], liste[1], corps.noeuds(), sinon, emplacement);
    }

    private String motSuivant() {
        Jeton jeton = jetons.get(rang++);
        return lire(jeton, analyser(jeton)::nom);
    }

    private Noeud.Affectation affectation(AnalyseurExpression analyseur, Jeton jeton) {
        return lire(jeton, () -> {
            List<String> noms = new ArrayList<>();
            String attribut = null;
            noms.add(analyseur.nom());
            if (analyseur.signe(".")) {
                attribut = analyseur.nom();
            }
            while (analyseur.signe(",")) {
                noms.add(analyseur.nom());
            }
            analyseur.exigerSigne("=");
            Expr expr = analyseur.liste();
            analyseur.exigerFin();
            return new Noeud.Affectation(
                    List.copyOf(noms), attribut, expr, jeton.balise().emplacement());
        });
    }

    private Noeud avec(AnalyseurExpression analyseur, Jeton jeton, Effet effet) {
        List<Noeud.Affectation> variables = new ArrayList<>();
        lire(jeton, () -> {
            while (!analyseur.fini()) {
                String nom = analyseur.nom();
                analyseur.exigerSigne("=");
                variables.add(new Noeud.Affectation(
                        List.of(nom),
                        null,
                        analyseur.expression(),
                        jeton.balise().emplacement()));
                if (!analyseur.signe(",")) {
                    break;
                }
            }
            analyseur.exigerFin();
            return variables;
        });
        Corps corps = corps(jeton.balise().emplacement());
        if (!motSuivant().equals("endwith")) {
            throw new ErreurDeModele(jetons.get(rang - 1).balise().emplacement(), "« endwith » attendu");
        }
        effet.ajouter(corps.effet());
        return new Noeud.Avec(List.copyOf(variables), corps.noeuds());
    }

    private void douter(Jeton jeton) {
        sure = false;
        avertissements.add(jeton.balise().emplacement().enFrancais()
                + " : le bloc commence et finit dans des éléments différents du document");
    }

    private static AnalyseurExpression analyser(Jeton jeton) {
        return lire(jeton, () -> new AnalyseurExpression(jeton.texte()));
    }

    private static <T> T lire(Jeton jeton, java.util.function.Supplier<T> lecture) {
        try {
            return lecture.get();
        } catch (ErreurExpression e) {
            throw new ErreurDeModele(jeton.balise().emplacement(), e.getMessage());
        }
    }

    /** The surroundings at the start of a condition: each branch starts from them. */
    private final class Etat {
        private final List<String> pile = List.copyOf(ouverts);
        private final String p = pPr;
        private final String r = rPr;

        void rendre() {
            ouverts.clear();
            ouverts.addAll(pile);
            pPr = p;
            rPr = r;
        }
    }
}
