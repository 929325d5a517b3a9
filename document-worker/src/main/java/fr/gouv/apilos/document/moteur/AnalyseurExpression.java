package fr.gouv.apilos.document.moteur;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the inside of a tag: words, then expressions with the precedence Jinja gives them. */
final class AnalyseurExpression {

    private static final Set<String> MOTS =
            Set.of("and", "or", "not", "if", "else", "elif", "in", "is", "for", "true", "false", "none");
    private static final int PROFONDEUR = 60;
    /** Chains of operators nest as they are read: the longest tag of the field has some 200 words. */
    private static final int MOTS_MAX = 2_000;

    private enum Genre {
        NOM,
        TEXTE,
        NOMBRE,
        SIGNE,
        FIN
    }

    private record Mot(Genre genre, String texte, Object valeur) {}

    private final List<Mot> mots = new ArrayList<>();
    private int rang;
    private int profondeur;

    AnalyseurExpression(String source) {
        decouper(source);
    }

    private void decouper(String source) {
        int i = 0;
        int n = source.length();
        while (i < n) {
            if (mots.size() > MOTS_MAX) {
                throw new ErreurExpression("expression trop longue");
            }
            char c = source.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (Character.isLetter(c) || c == '_') {
                int debut = i;
                while (i < n && (Character.isLetterOrDigit(source.charAt(i)) || source.charAt(i) == '_')) {
                    i++;
                }
                mots.add(new Mot(Genre.NOM, source.substring(debut, i), null));
            } else if (Character.isDigit(c)) {
                i = nombre(source, i);
            } else if (c == '"' || c == '\'') {
                i = texte(source, i, c);
            } else {
                i = signe(source, i);
            }
        }
        mots.add(new Mot(Genre.FIN, "fin de la balise", null));
    }

    private int nombre(String source, int debut) {
        int i = debut;
        boolean decimal = false;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '.' && !decimal && i + 1 < source.length() && Character.isDigit(source.charAt(i + 1))) {
                decimal = true;
            } else if (!Character.isDigit(c) && c != '_') {
                break;
            }
            i++;
        }
        String chiffres = source.substring(debut, i).replace("_", "");
        if (chiffres.length() > 40) {
            throw new ErreurExpression("nombre trop long");
        }
        Object valeur = decimal ? (Object) Double.valueOf(chiffres) : Valeurs.entierDe(new BigDecimal(chiffres));
        mots.add(new Mot(Genre.NOMBRE, chiffres, valeur));
        return i;
    }

    private int texte(String source, int debut, char guillemet) {
        StringBuilder texte = new StringBuilder();
        int i = debut + 1;
        while (i < source.length() && source.charAt(i) != guillemet) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length()) {
                i++;
                char suivant = source.charAt(i);
                texte.append(
                        switch (suivant) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> suivant;
                        });
            } else {
                texte.append(c);
            }
            i++;
        }
        if (i >= source.length()) {
            throw new ErreurExpression("il manque un guillemet fermant");
        }
        mots.add(new Mot(Genre.TEXTE, texte.toString(), texte.toString()));
        return i + 1;
    }

    private int signe(String source, int i) {
        String deux = i + 1 < source.length() ? source.substring(i, i + 2) : "";
        if (Set.of("==", "!=", "<=", ">=", "//", "**").contains(deux)) {
            mots.add(new Mot(Genre.SIGNE, deux, null));
            return i + 2;
        }
        char c = source.charAt(i);
        if ("()[]{}.,:|=<>+-*/%~".indexOf(c) < 0) {
            throw new ErreurExpression("caractère inattendu « " + c + " »");
        }
        mots.add(new Mot(Genre.SIGNE, String.valueOf(c), null));
        return i + 1;
    }

    boolean fini() {
        return mots.get(rang).genre() == Genre.FIN;
    }

    void exigerFin() {
        if (!fini()) {
            throw new ErreurExpression("« " + mots.get(rang).texte() + " » inattendu");
        }
    }

    boolean signe(String signe) {
        Mot mot = mots.get(rang);
        if (mot.genre() == Genre.SIGNE && mot.texte().equals(signe)) {
            rang++;
            return true;
        }
        return false;
    }

    boolean mot(String nom) {
        Mot mot = mots.get(rang);
        if (mot.genre() == Genre.NOM && mot.texte().equals(nom)) {
            rang++;
            return true;
        }
        return false;
    }

    private boolean voit(Genre genre, String texte) {
        Mot mot = mots.get(rang);
        return mot.genre() == genre && mot.texte().equals(texte);
    }

    void exigerSigne(String signe) {
        if (!signe(signe)) {
            throw new ErreurExpression(
                    "« " + signe + " » attendu au lieu de « " + mots.get(rang).texte() + " »");
        }
    }

    void exigerMot(String nom) {
        if (!mot(nom)) {
            throw new ErreurExpression(
                    "« " + nom + " » attendu au lieu de « " + mots.get(rang).texte() + " »");
        }
    }

    String nom() {
        Mot mot = mots.get(rang);
        if (mot.genre() != Genre.NOM) {
            throw new ErreurExpression("un nom est attendu au lieu de « " + mot.texte() + " »");
        }
        rang++;
        return mot.texte();
    }

    /** An expression, or several separated by commas which make a list. */
    Expr liste() {
        Expr premiere = expression();
        if (!voit(Genre.SIGNE, ",")) {
            return premiere;
        }
        List<Expr> elements = new ArrayList<>(List.of(premiere));
        while (signe(",")) {
            if (fini() || voit(Genre.SIGNE, ")")) {
                break;
            }
            elements.add(expression());
        }
        return new Expr.Liste(List.copyOf(elements));
    }

    Expr expression() {
        if (++profondeur > PROFONDEUR) {
            throw new ErreurExpression("expression trop imbriquée");
        }
        Expr valeur = ou();
        while (mot("if")) {
            Expr condition = ou();
            Expr sinon = mot("else") ? expression() : null;
            valeur = new Expr.Si(condition, valeur, sinon);
        }
        profondeur--;
        return valeur;
    }

    /** An expression without « if »: what a loop runs over, its own « if » being a filter. */
    Expr sansCondition() {
        return ou();
    }

    private Expr ou() {
        Expr gauche = et();
        while (mot("or")) {
            gauche = new Expr.Ou(gauche, et());
        }
        return gauche;
    }

    private Expr et() {
        Expr gauche = non();
        while (mot("and")) {
            gauche = new Expr.Et(gauche, non());
        }
        return gauche;
    }

    private Expr non() {
        if (mot("not")) {
            if (++profondeur > PROFONDEUR) {
                throw new ErreurExpression("expression trop imbriquée");
            }
            Expr nie = new Expr.Non(non());
            profondeur--;
            return nie;
        }
        return comparaison();
    }

    private Expr comparaison() {
        Expr premier = somme();
        List<String> operateurs = new ArrayList<>();
        List<Expr> suivants = new ArrayList<>();
        while (true) {
            String operateur = operateurDeComparaison();
            if (operateur == null) {
                return operateurs.isEmpty()
                        ? premier
                        : new Expr.Comparaison(premier, List.copyOf(operateurs), List.copyOf(suivants));
            }
            operateurs.add(operateur);
            suivants.add(somme());
        }
    }

    private String operateurDeComparaison() {
        for (String operateur : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (signe(operateur)) {
                return operateur;
            }
        }
        if (mot("in")) {
            return "in";
        }
        if (voit(Genre.NOM, "not") && mots.get(rang + 1).texte().equals("in")) {
            rang += 2;
            return "not in";
        }
        return null;
    }

    private Expr somme() {
        Expr gauche = jonction();
        while (true) {
            if (signe("+")) {
                gauche = new Expr.Calcul("+", gauche, jonction());
            } else if (signe("-")) {
                gauche = new Expr.Calcul("-", gauche, jonction());
            } else {
                return gauche;
            }
        }
    }

    private Expr jonction() {
        Expr gauche = produit();
        while (signe("~")) {
            gauche = new Expr.Calcul("~", gauche, produit());
        }
        return gauche;
    }

    private Expr produit() {
        Expr gauche = puissance();
        boucle:
        while (true) {
            for (String operateur : List.of("*", "//", "/", "%")) {
                if (signe(operateur)) {
                    gauche = new Expr.Calcul(operateur, gauche, puissance());
                    continue boucle;
                }
            }
            return gauche;
        }
    }

    private Expr puissance() {
        Expr gauche = unaire(true);
        while (signe("**")) {
            gauche = new Expr.Calcul("**", gauche, unaire(true));
        }
        return gauche;
    }

    private Expr unaire(boolean avecFiltres) {
        Expr valeur;
        if (signe("-")) {
            valeur = new Expr.Oppose(unaireBorne());
        } else if (signe("+")) {
            valeur = unaireBorne();
        } else {
            valeur = suffixes(primaire());
        }
        return avecFiltres ? filtres(valeur) : valeur;
    }

    private Expr unaireBorne() {
        if (++profondeur > PROFONDEUR) {
            throw new ErreurExpression("expression trop imbriquée");
        }
        Expr valeur = unaire(false);
        profondeur--;
        return valeur;
    }

    private Expr primaire() {
        Mot mot = mots.get(rang);
        switch (mot.genre()) {
            case NOM -> {
                rang++;
                return nomOuConstante(mot.texte());
            }
            case TEXTE, NOMBRE -> {
                rang++;
                StringBuilder suite = mot.genre() == Genre.TEXTE ? new StringBuilder(mot.texte()) : null;
                while (suite != null && mots.get(rang).genre() == Genre.TEXTE) {
                    suite.append(mots.get(rang++).texte());
                }
                return new Expr.Constante(suite == null ? mot.valeur() : suite.toString());
            }
            default -> {
                return groupe();
            }
        }
    }

    private Expr nomOuConstante(String nom) {
        return switch (nom) {
            case "true", "True" -> new Expr.Constante(true);
            case "false", "False" -> new Expr.Constante(false);
            case "none", "None" -> new Expr.Constante(null);
            default -> {
                if (MOTS.contains(nom)) {
                    throw new ErreurExpression("« " + nom + " » inattendu");
                }
                yield new Expr.Variable(nom);
            }
        };
    }

    private Expr groupe() {
        if (signe("(")) {
            if (signe(")")) {
                return new Expr.Liste(List.of());
            }
            Expr valeur = liste();
            exigerSigne(")");
            return valeur;
        }
        if (signe("[")) {
            List<Expr> elements = new ArrayList<>();
            while (!signe("]")) {
                elements.add(expression());
                if (!signe(",")) {
                    exigerSigne("]");
                    break;
                }
            }
            return new Expr.Liste(List.copyOf(elements));
        }
        if (signe("{")) {
            List<Expr> cles = new ArrayList<>();
            List<Expr> valeurs = new ArrayList<>();
            while (!signe("}")) {
                cles.add(expression());
                exigerSigne(":");
                valeurs.add(expression());
                if (!signe(",")) {
                    exigerSigne("}");
                    break;
                }
            }
            return new Expr.Dictionnaire(List.copyOf(cles), List.copyOf(valeurs));
        }
        throw new ErreurExpression(
                fini() ? "l’expression est incomplète" : "« " + mots.get(rang).texte() + " » inattendu");
    }

    private Expr suffixes(Expr depart) {
        Expr valeur = depart;
        while (true) {
            if (signe(".")) {
                Mot mot = mots.get(rang);
                if (mot.genre() == Genre.NOMBRE) {
                    rang++;
                    valeur = new Expr.Element(valeur, new Expr.Constante(mot.valeur()));
                } else {
                    String nom = nom();
                    valeur = signe("(") ? new Expr.Methode(valeur, nom, arguments()) : new Expr.Attribut(valeur, nom);
                }
            } else if (signe("[")) {
                valeur = crochets(valeur);
            } else if (voit(Genre.SIGNE, "(") && valeur instanceof Expr.Variable v) {
                rang++;
                valeur = new Expr.Fonction(v.nom(), arguments());
            } else if (voit(Genre.SIGNE, "(")) {
                throw new ErreurExpression("cette expression ne peut pas être appelée");
            } else {
                return valeur;
            }
        }
    }

    private Expr crochets(Expr objet) {
        Expr debut = voit(Genre.SIGNE, ":") ? null : expression();
        if (signe(":")) {
            Expr fin = voit(Genre.SIGNE, "]") ? null : expression();
            exigerSigne("]");
            return new Expr.Tranche(objet, debut, fin);
        }
        exigerSigne("]");
        if (debut instanceof Expr.Constante(String nom)) {
            return new Expr.Attribut(objet, nom);
        }
        return new Expr.Element(objet, debut);
    }

    private Expr.Arguments arguments() {
        if (signe(")")) {
            return Expr.Arguments.AUCUN;
        }
        List<Expr> rangs = new ArrayList<>();
        Map<String, Expr> noms = new LinkedHashMap<>();
        while (true) {
            if (mots.get(rang).genre() == Genre.NOM
                    && mots.get(rang + 1).genre() == Genre.SIGNE
                    && mots.get(rang + 1).texte().equals("=")) {
                String nom = nom();
                exigerSigne("=");
                noms.put(nom, expression());
            } else {
                rangs.add(expression());
            }
            if (!signe(",")) {
                exigerSigne(")");
                return new Expr.Arguments(List.copyOf(rangs), Map.copyOf(noms));
            }
            if (signe(")")) {
                return new Expr.Arguments(List.copyOf(rangs), Map.copyOf(noms));
            }
        }
    }

    private Expr filtres(Expr depart) {
        Expr valeur = depart;
        while (true) {
            if (signe("|")) {
                String nom = nom();
                Filtres.Filtre filtre = Filtres.filtre(nom);
                if (filtre == null) {
                    throw new ErreurExpression("le filtre « " + nom + " » n’existe pas");
                }
                valeur = new Expr.Filtre(valeur, nom, filtre, signe("(") ? arguments() : Expr.Arguments.AUCUN);
            } else if (mot("is")) {
                boolean nie = mot("not");
                String nom = signe("==") ? "eq" : nom();
                Expr.Arguments arguments = Expr.Arguments.AUCUN;
                if (signe("(")) {
                    arguments = arguments();
                } else if (debuteUnArgument()) {
                    arguments = new Expr.Arguments(List.of(suffixes(primaire())), Map.of());
                }
                Filtres.exigerEssai(nom);
                valeur = new Expr.Essai(valeur, nom, arguments, nie);
            } else {
                return valeur;
            }
        }
    }

    private boolean debuteUnArgument() {
        Mot mot = mots.get(rang);
        return switch (mot.genre()) {
            case TEXTE, NOMBRE -> true;
            case NOM ->
                !MOTS.contains(mot.texte()) || Set.of("true", "false", "none").contains(mot.texte());
            case SIGNE -> mot.texte().equals("[") || mot.texte().equals("{");
            case FIN -> false;
        };
    }
}
