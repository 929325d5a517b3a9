package fr.gouv.apilos.document.moteur;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Filters and tests: those the documents of the platform define (Source: 06 A4) and the usual ones of the language. */
final class Filtres {

    /** A filter. */
    @FunctionalInterface
    interface Filtre {
        Object appliquer(Object valeur, Expr.Arguments.Lues arguments, Execution execution);
    }

    private static final DateTimeFormatter LONGUE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter COURTE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRENCH);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Map<String, Filtre> FILTRES = new HashMap<>();
    private static final Set<String> ESSAIS = Set.of(
            "defined",
            "undefined",
            "none",
            "string",
            "number",
            "iterable",
            "sequence",
            "mapping",
            "even",
            "odd",
            "divisibleby",
            "eq",
            "equalto",
            "sameas",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "in",
            "true",
            "false",
            "boolean",
            "integer",
            "float",
            "lower",
            "upper");
    /** Typologies of logement: stored value → label (Source: 06 A4, filter tl). */
    private static final Map<String, String> TYPOLOGIES = Map.ofEntries(
            Map.entry("T1", "T1"),
            Map.entry("T1bis", "T1 bis"),
            Map.entry("T1prime", "T1'"),
            Map.entry("T2", "T2"),
            Map.entry("T3", "T3"),
            Map.entry("T4", "T4"),
            Map.entry("T5", "T5"),
            Map.entry("T6", "T6"),
            Map.entry("T7", "T7"));

    static {
        // Documents of the platform.
        FILTRES.put("d", (v, a, e) -> date(v, LONGUE, ""));
        FILTRES.put("dd", (v, a, e) -> date(v, LONGUE, "---"));
        FILTRES.put("sd", (v, a, e) -> date(v, COURTE, ""));
        FILTRES.put("sdd", (v, a, e) -> date(v, COURTE, "---"));
        FILTRES.put("f", (v, a, e) -> nombre(v, a.lire(0, "d", 2L)));
        FILTRES.put("pl", (v, a, e) -> pluriel(v));
        // Not of the field, whose models expect a plain space (06 A4): for ours, where a line never ends inside a
        // number.
        FILTRES.put("insecable", (v, a, e) -> Valeurs.texte(v).replace(' ', '\u00a0'));
        FILTRES.put("len", (v, a, e) -> (long) Valeurs.taille(v));
        FILTRES.put("inline_text_multiline", (v, a, e) -> enLigne(v));
        FILTRES.put("get_text_as_list", (v, a, e) -> lignes(v));
        FILTRES.put("default_str_if_none", (v, a, e) -> Valeurs.vrai(v) ? v : "---");
        FILTRES.put("default_empty_if_none", (v, a, e) -> Valeurs.vrai(v) ? v : "");
        FILTRES.put("tl", (v, a, e) -> typologie(v));
        // The language.
        FILTRES.put("length", (v, a, e) -> (long) Valeurs.taille(v));
        FILTRES.put("count", (v, a, e) -> (long) Valeurs.taille(v));
        FILTRES.put("upper", (v, a, e) -> Valeurs.texte(v).toUpperCase(Locale.FRENCH));
        FILTRES.put("lower", (v, a, e) -> Valeurs.texte(v).toLowerCase(Locale.FRENCH));
        FILTRES.put("capitalize", (v, a, e) -> majuscule(Valeurs.texte(v)));
        FILTRES.put("title", (v, a, e) -> titre(Valeurs.texte(v)));
        FILTRES.put("trim", (v, a, e) -> Valeurs.texte(v).strip());
        FILTRES.put("string", (v, a, e) -> Valeurs.texte(v));
        FILTRES.put("safe", (v, a, e) -> v);
        FILTRES.put("escape", (v, a, e) -> v);
        FILTRES.put("e", (v, a, e) -> v);
        FILTRES.put("default", Filtres::defaut);
        FILTRES.put(
                "join",
                (v, a, e) -> joindre(
                        choisis(v, a.lire(1, "attribute", null), e), Valeurs.texte(a.lire(0, "d", "")), e.limites));
        FILTRES.put(
                "first",
                (v, a, e) -> Valeurs.elements(v).isEmpty()
                        ? e.absent("first")
                        : Valeurs.elements(v).getFirst());
        FILTRES.put(
                "last",
                (v, a, e) -> Valeurs.elements(v).isEmpty()
                        ? e.absent("last")
                        : Valeurs.elements(v).getLast());
        FILTRES.put("list", (v, a, e) -> new ArrayList<>(Valeurs.elements(v)));
        FILTRES.put(
                "items",
                (v, a, e) ->
                        v instanceof Indefini ? List.of() : Membres.appeler(v, "items", Expr.Arguments.Lues.AUCUNE, e));
        FILTRES.put(
                "reverse",
                (v, a, e) -> v instanceof String s
                        ? new StringBuilder(s).reverse().toString()
                        : Valeurs.elements(v).reversed());
        FILTRES.put(
                "replace",
                (v, a, e) -> remplacer(
                        Valeurs.texte(v),
                        Valeurs.texte(a.lire(0, "old", "")),
                        Valeurs.texte(a.lire(1, "new", "")),
                        e.limites));
        FILTRES.put("int", (v, a, e) -> entier(v, a.lire(0, "default", 0L)));
        FILTRES.put(
                "float",
                (v, a, e) -> Valeurs.decimalOuTexte(v) == null
                        ? a.lire(0, "default", 0.0)
                        : (Object) Valeurs.decimalOuTexte(v).doubleValue());
        FILTRES.put("abs", (v, a, e) -> exiger(v).abs());
        FILTRES.put("round", Filtres::arrondi);
        FILTRES.put("sum", Filtres::somme);
        FILTRES.put(
                "min",
                (v, a, e) -> choisis(v, a.lire(1, "attribute", null), e).stream()
                        .map(Object.class::cast)
                        .min(Valeurs::compare)
                        .orElse(new Indefini("min")));
        FILTRES.put(
                "max",
                (v, a, e) -> choisis(v, a.lire(1, "attribute", null), e).stream()
                        .map(Object.class::cast)
                        .max(Valeurs::compare)
                        .orElse(new Indefini("max")));
        FILTRES.put("sort", Filtres::tri);
        FILTRES.put("unique", Filtres::uniques);
        FILTRES.put("map", (v, a, e) -> appliques(v, a, e));
        FILTRES.put("select", (v, a, e) -> tries(v, a, e, false, true));
        FILTRES.put("reject", (v, a, e) -> tries(v, a, e, false, false));
        FILTRES.put("selectattr", (v, a, e) -> tries(v, a, e, true, true));
        FILTRES.put("rejectattr", (v, a, e) -> tries(v, a, e, true, false));
        FILTRES.put("attr", (v, a, e) -> Membres.attribut(v, Valeurs.texte(a.lire(0, "name", "")), e));
        FILTRES.put("batch", Filtres::paquets);
        FILTRES.put("truncate", (v, a, e) -> tronque(Valeurs.texte(v), a.lire(0, "length", 255L)));
    }

    private Filtres() {}

    static Filtre filtre(String nom) {
        return FILTRES.get(nom);
    }

    static void exigerEssai(String nom) {
        if (!ESSAIS.contains(nom)) {
            throw new ErreurExpression("le test « is " + nom + " » n’existe pas");
        }
    }

    static boolean essai(String nom, Object valeur, Expr.Arguments.Lues arguments) {
        Object autre = arguments.lire(0, "other", null);
        return switch (nom) {
            case "defined" -> !(valeur instanceof Indefini);
            case "undefined" -> valeur instanceof Indefini;
            case "none" -> valeur == null;
            case "string" -> valeur instanceof String;
            case "number" -> valeur instanceof Number;
            case "integer" -> Valeurs.entier(valeur) && !(valeur instanceof Boolean);
            case "float" -> valeur instanceof Double;
            case "boolean" -> valeur instanceof Boolean;
            case "iterable" ->
                valeur instanceof Collection
                        || valeur instanceof Map
                        || valeur instanceof String
                        || valeur instanceof Indefini;
            case "sequence" -> valeur instanceof Collection || valeur instanceof Map || valeur instanceof String;
            case "mapping" -> valeur instanceof Map;
            case "even" -> exiger(valeur).toBigInteger().testBit(0) == false;
            case "odd" -> exiger(valeur).toBigInteger().testBit(0);
            case "divisibleby" ->
                exiger(autre).signum() != 0
                        && exiger(valeur).remainder(exiger(autre)).signum() == 0;
            case "eq", "equalto" -> Valeurs.egal(valeur, autre);
            case "sameas" -> valeur == autre || Valeurs.egal(valeur, autre) && valeur instanceof Boolean;
            case "ne" -> !Valeurs.egal(valeur, autre);
            case "lt" -> Valeurs.compare(valeur, autre) < 0;
            case "le" -> Valeurs.compare(valeur, autre) <= 0;
            case "gt" -> Valeurs.compare(valeur, autre) > 0;
            case "ge" -> Valeurs.compare(valeur, autre) >= 0;
            case "in" -> Valeurs.contient(autre, valeur);
            case "true" -> Boolean.TRUE.equals(valeur);
            case "false" -> Boolean.FALSE.equals(valeur);
            case "lower" -> Valeurs.texte(valeur).equals(Valeurs.texte(valeur).toLowerCase(Locale.FRENCH));
            default -> Valeurs.texte(valeur).equals(Valeurs.texte(valeur).toUpperCase(Locale.FRENCH));
        };
    }

    private static String date(Object valeur, DateTimeFormatter format, String absente) {
        return switch (valeur) {
            case LocalDate d -> format.format(d);
            case LocalDateTime d -> format.format(d);
            case OffsetDateTime d -> format.format(d.atZoneSameInstant(PARIS));
            case null -> absente;
            default -> Valeurs.vrai(valeur) ? "" : absente;
        };
    }

    /** « 1 234,57 »: plain space every three digits, decimal comma, half-up. */
    private static String nombre(Object valeur, Object decimales) {
        BigDecimal nombre = Valeurs.decimalOuTexte(valeur);
        BigDecimal chiffres = Valeurs.decimal(decimales);
        if (nombre == null || chiffres == null) {
            return "";
        }
        int d = Math.clamp(chiffres.longValue(), 0, 12);
        String plein = nombre.setScale(d, RoundingMode.HALF_UP).toPlainString();
        int debut = plein.startsWith("-") ? 1 : 0;
        int point = plein.indexOf('.');
        int finEntiers = point < 0 ? plein.length() : point;
        StringBuilder texte = new StringBuilder(plein.length() + 4).append(plein, 0, debut);
        for (int i = debut; i < finEntiers; i++) {
            if (i > debut && (finEntiers - i) % 3 == 0) {
                texte.append(' ');
            }
            texte.append(plein.charAt(i));
        }
        if (point >= 0) {
            texte.append(',').append(plein, point + 1, plein.length());
        }
        return texte.toString();
    }

    private static String pluriel(Object valeur) {
        BigDecimal nombre = Valeurs.decimal(valeur);
        return nombre != null && nombre.compareTo(BigDecimal.ONE) > 0 ? "s" : "";
    }

    private static Object enLigne(Object valeur) {
        if (valeur == null || valeur instanceof Indefini) {
            return "";
        }
        if (!(valeur instanceof String texte)) {
            return valeur;
        }
        List<String> parties = new ArrayList<>();
        for (String partie : texte.split("\n", -1)) {
            String nette = partie.strip();
            while (nette.endsWith(",")) {
                nette = nette.substring(0, nette.length() - 1);
            }
            parties.add(nette);
        }
        return String.join(", ", parties);
    }

    private static List<Object> lignes(Object valeur) {
        List<Object> lignes = new ArrayList<>();
        if (Valeurs.vrai(valeur)) {
            Valeurs.texte(valeur)
                    .lines()
                    .map(l -> epurer(l, " -*"))
                    .filter(l -> !l.isEmpty())
                    .forEach(lignes::add);
        }
        return lignes;
    }

    static String epurer(String texte, String caracteres) {
        int debut = 0;
        int fin = texte.length();
        while (debut < fin && caracteres.indexOf(texte.charAt(debut)) >= 0) {
            debut++;
        }
        while (fin > debut && caracteres.indexOf(texte.charAt(fin - 1)) >= 0) {
            fin--;
        }
        return texte.substring(debut, fin);
    }

    private static String typologie(Object valeur) {
        String libelle = TYPOLOGIES.get(Valeurs.texte(valeur));
        if (libelle == null && TYPOLOGIES.containsValue(Valeurs.texte(valeur))) {
            libelle = Valeurs.texte(valeur);
        }
        return libelle == null ? null : libelle.replace("T", "Logement T ");
    }

    static String majuscule(String texte) {
        return texte.isEmpty()
                ? texte
                : texte.substring(0, 1).toUpperCase(Locale.FRENCH)
                        + texte.substring(1).toLowerCase(Locale.FRENCH);
    }

    static String titre(String texte) {
        StringBuilder titre = new StringBuilder(texte.toLowerCase(Locale.FRENCH));
        boolean debut = true;
        for (int i = 0; i < titre.length(); i++) {
            if (debut) {
                titre.setCharAt(i, Character.toUpperCase(titre.charAt(i)));
            }
            debut = !Character.isLetterOrDigit(titre.charAt(i));
        }
        return titre.toString();
    }

    static String remplacer(String texte, String ancien, String nouveau, Limites limites) {
        if ((long) texte.length() * Math.max(1, nouveau.length()) > limites.elements() * 10L) {
            throw new ErreurExpression("texte trop long");
        }
        return Valeurs.borne(texte.replace(ancien, nouveau), limites);
    }

    static String joindre(List<?> elements, String separateur, Limites limites) {
        StringBuilder texte = new StringBuilder();
        for (Object element : elements) {
            if (texte.length() > 0) {
                texte.append(separateur);
            }
            texte.append(Valeurs.texte(element));
            Valeurs.verifier(texte.length(), limites);
        }
        return texte.toString();
    }

    private static Object defaut(Object valeur, Expr.Arguments.Lues a, Execution e) {
        boolean aussiFaux = Valeurs.vrai(a.lire(1, "boolean", false));
        return valeur instanceof Indefini || aussiFaux && !Valeurs.vrai(valeur)
                ? a.lire(0, "default_value", "")
                : valeur;
    }

    private static Object entier(Object valeur, Object defaut) {
        BigDecimal nombre = Valeurs.decimalOuTexte(valeur);
        return nombre == null ? defaut : Valeurs.entierDe(nombre.setScale(0, RoundingMode.DOWN));
    }

    private static BigDecimal exiger(Object valeur) {
        BigDecimal nombre = Valeurs.decimal(valeur);
        if (nombre == null) {
            throw new ErreurExpression("un nombre est attendu, pas " + Valeurs.genre(valeur));
        }
        return nombre;
    }

    private static Object arrondi(Object valeur, Expr.Arguments.Lues a, Execution e) {
        int decimales = Math.clamp(exiger(a.lire(0, "precision", 0L)).longValue(), 0, 12);
        RoundingMode mode = switch (Valeurs.texte(a.lire(1, "method", "common"))) {
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> RoundingMode.HALF_UP;
        };
        return exiger(valeur).setScale(decimales, mode).doubleValue();
    }

    private static Object somme(Object valeur, Expr.Arguments.Lues a, Execution e) {
        Object total = a.lire(1, "start", 0L);
        for (Object element : choisis(valeur, a.lire(0, "attribute", null), e)) {
            total = Valeurs.calcul("+", total, element, e.limites);
        }
        return total;
    }

    private static List<?> choisis(Object valeur, Object attribut, Execution e) {
        List<?> elements = Valeurs.elements(valeur);
        return attribut == null
                ? elements
                : elements.stream().map(x -> lire(x, attribut, e)).toList();
    }

    private static Object lire(Object objet, Object chemin, Execution e) {
        Object valeur = objet;
        for (String nom : Valeurs.texte(chemin).split("\\.")) {
            e.etape();
            valeur = Membres.attribut(valeur, nom, e);
        }
        return valeur;
    }

    private static Object tri(Object valeur, Expr.Arguments.Lues a, Execution e) {
        Object attribut = a.lire(2, "attribute", null);
        Comparator<Object> ordre = (x, y) -> {
            e.etape();
            Object p = attribut == null ? x : lire(x, attribut, e);
            Object q = attribut == null ? y : lire(y, attribut, e);
            return p instanceof String s && q instanceof String t ? s.compareToIgnoreCase(t) : Valeurs.compare(p, q);
        };
        List<Object> tries = new ArrayList<>(Valeurs.elements(valeur));
        tries.sort(Valeurs.vrai(a.lire(0, "reverse", false)) ? ordre.reversed() : ordre);
        return tries;
    }

    private static Object uniques(Object valeur, Expr.Arguments.Lues a, Execution e) {
        List<Object> uniques = new ArrayList<>();
        for (Object element : Valeurs.elements(valeur)) {
            e.etape();
            if (uniques.stream().noneMatch(x -> Valeurs.egal(x, element))) {
                uniques.add(element);
            }
        }
        return uniques;
    }

    private static Object appliques(Object valeur, Expr.Arguments.Lues a, Execution e) {
        Object attribut = a.noms().get("attribute");
        if (attribut != null) {
            return new ArrayList<>(choisis(valeur, attribut, e));
        }
        String nom = Valeurs.texte(a.lire(0, "filter", ""));
        Filtre filtre = FILTRES.get(nom);
        if (filtre == null) {
            throw new ErreurExpression("le filtre « " + nom + " » n’existe pas");
        }
        Expr.Arguments.Lues reste =
                new Expr.Arguments.Lues(a.rangs().subList(1, a.rangs().size()), a.noms());
        List<Object> resultat = new ArrayList<>();
        for (Object element : Valeurs.elements(valeur)) {
            e.etape();
            resultat.add(filtre.appliquer(element, reste, e));
        }
        return resultat;
    }

    private static Object tries(
            Object valeur, Expr.Arguments.Lues a, Execution e, boolean parAttribut, boolean garder) {
        int debut = parAttribut ? 1 : 0;
        String essai = a.rangs().size() > debut ? Valeurs.texte(a.rangs().get(debut)) : null;
        if (essai != null) {
            essai = essai.equals("==") ? "eq" : essai;
            exigerEssai(essai);
        }
        int suite = Math.min(a.rangs().size(), debut + 1);
        Expr.Arguments.Lues reste =
                new Expr.Arguments.Lues(a.rangs().subList(suite, a.rangs().size()), Map.of());
        List<Object> resultat = new ArrayList<>();
        for (Object element : Valeurs.elements(valeur)) {
            e.etape();
            Object lu = parAttribut ? lire(element, a.rangs().getFirst(), e) : element;
            if ((essai == null ? Valeurs.vrai(lu) : essai(essai, lu, reste)) == garder) {
                resultat.add(element);
            }
        }
        return resultat;
    }

    private static Object paquets(Object valeur, Expr.Arguments.Lues a, Execution e) {
        int taille = Math.clamp(exiger(a.lire(0, "linecount", 1L)).longValue(), 1, 10_000);
        List<?> elements = Valeurs.elements(valeur);
        List<Object> paquets = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += taille) {
            paquets.add(new ArrayList<>(elements.subList(i, Math.min(elements.size(), i + taille))));
        }
        return paquets;
    }

    private static String tronque(String texte, Object longueur) {
        int n = Math.clamp(exiger(longueur).longValue(), 3, Integer.MAX_VALUE);
        return texte.length() <= n ? texte : texte.substring(0, n - 3) + "...";
    }
}
