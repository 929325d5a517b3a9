package fr.gouv.apilos.document.moteur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Attributes, items and calls of values: a closed list, looked up by name, never by reflection. */
final class Membres {

    private Membres() {}

    /** A method named without being called: true in a condition, as in the language. */
    private record Liee(String nom) {}

    static Object attribut(Object objet, String nom, Execution execution) {
        switch (objet) {
            case Indefini i ->
                throw new ErreurExpression(
                        "« " + i.nom() + " » n’est pas défini, « ." + nom + " » ne peut pas être lu");
            case Map<?, ?> m -> {
                Object valeur = m.get(nom);
                if (valeur != null || m.containsKey(nom)) {
                    return valeur;
                }
                if (m.containsKey(nom + "()")) {
                    return new Liee(nom);
                }
            }
            case LocalDate d -> {
                Object valeur = partieDeDate(d, nom);
                if (valeur != null) {
                    return valeur;
                }
            }
            case OffsetDateTime d -> {
                Object valeur = partieDeDate(d.toLocalDate(), nom);
                if (valeur != null) {
                    return valeur;
                }
            }
            case null, default -> {
                // No other kind of value has attributes.
            }
        }
        return execution.absent(nom);
    }

    private static Object partieDeDate(LocalDate date, String nom) {
        return switch (nom) {
            case "year" -> (long) date.getYear();
            case "month" -> (long) date.getMonthValue();
            case "day" -> (long) date.getDayOfMonth();
            default -> null;
        };
    }

    static Object element(Object objet, Object cle, Execution execution) {
        if (cle instanceof Long rang && (objet instanceof List<?> || objet instanceof String)) {
            List<?> liste = Valeurs.elements(objet);
            long i = rang < 0 ? rang + liste.size() : rang;
            return i >= 0 && i < liste.size() ? liste.get((int) i) : execution.absent("[" + rang + "]");
        }
        return attribut(objet, Valeurs.texte(cle), execution);
    }

    static Object tranche(Object objet, Object debut, Object fin) {
        List<?> liste = Valeurs.elements(objet);
        int de = borne(debut, 0, liste.size());
        int a = Math.max(de, borne(fin, liste.size(), liste.size()));
        List<?> tranche = liste.subList(de, a);
        return objet instanceof String
                ? String.join("", tranche.stream().map(Valeurs::texte).toList())
                : new ArrayList<>(tranche);
    }

    private static int borne(Object valeur, int defaut, int taille) {
        if (!(valeur instanceof Long n)) {
            return defaut;
        }
        long i = n < 0 ? n + taille : n;
        return Math.clamp(i, 0, taille);
    }

    static Object fonction(String nom, Expr.Arguments.Lues arguments, Execution execution) {
        return switch (nom) {
            case "range" -> suite(arguments, execution.limites);
            case "namespace", "dict" -> new LinkedHashMap<String, Object>(arguments.noms());
            case "list" ->
                arguments.vide()
                        ? new ArrayList<>()
                        : new ArrayList<>(Valeurs.elements(arguments.rangs().getFirst()));
            case "str" -> Valeurs.texte(arguments.lire(0, "object", ""));
            case "len" -> (long) Valeurs.taille(arguments.lire(0, "object", ""));
            default -> throw new ErreurExpression("la fonction « " + nom + "() » n’existe pas");
        };
    }

    private static List<Object> suite(Expr.Arguments.Lues arguments, Limites limites) {
        List<Object> rangs = arguments.rangs();
        if (rangs.isEmpty() || !rangs.stream().allMatch(Long.class::isInstance)) {
            throw new ErreurExpression("range() attend des nombres entiers");
        }
        long debut = rangs.size() > 1 ? (Long) rangs.get(0) : 0;
        long fin = rangs.size() > 1 ? (Long) rangs.get(1) : (Long) rangs.get(0);
        long pas = rangs.size() > 2 ? (Long) rangs.get(2) : 1;
        List<Object> suite = new ArrayList<>();
        for (long i = debut; pas > 0 ? i < fin : pas < 0 && i > fin; i = Math.addExact(i, pas)) {
            Valeurs.verifier(suite.size(), limites);
            suite.add(i);
        }
        return suite;
    }

    static Object appeler(Object objet, String nom, Expr.Arguments.Lues arguments, Execution execution) {
        switch (objet) {
            case Indefini i ->
                throw new ErreurExpression(
                        "« " + i.nom() + " » n’est pas défini, « " + nom + "() » ne peut pas être appelé");
            case Map<?, ?> m -> {
                if (arguments.vide() && m.containsKey(nom + "()")) {
                    return m.get(nom + "()");
                }
                if (arguments.vide() && m.containsKey("$model") && m.containsKey(nom)) {
                    return m.get(nom);
                }
                @SuppressWarnings("unchecked")
                Map<String, Object> champs = (Map<String, Object>) m;
                return m.containsKey("$model")
                        ? methodeDuDomaine(champs, nom, arguments)
                        : methodeDeMap(champs, nom, arguments);
            }
            case Collection<?> c -> {
                return methodeDeListe(c, nom, arguments, execution);
            }
            case String s -> {
                return methodeDeTexte(s, nom, arguments, execution.limites);
            }
            case LocalDate d
            when nom.equals("strftime") -> {
                return strftime(d, Valeurs.texte(arguments.lire(0, "format", "")));
            }
            case OffsetDateTime d
            when nom.equals("strftime") -> {
                return strftime(d.toLocalDate(), Valeurs.texte(arguments.lire(0, "format", "")));
            }
            case LocalDate d
            when nom.equals("isoformat") -> {
                return d.toString();
            }
            case null, default -> throw inconnue(objet, nom);
        }
    }

    private static ErreurExpression inconnue(Object objet, String nom) {
        return new ErreurExpression("« " + nom + "() » n’existe pas sur " + Valeurs.genre(objet));
    }

    private static String strftime(LocalDate date, String format) {
        return format.replace("%d", String.format(Locale.ROOT, "%02d", date.getDayOfMonth()))
                .replace("%m", String.format(Locale.ROOT, "%02d", date.getMonthValue()))
                .replace("%Y", String.valueOf(date.getYear()));
    }

    /** Calls with arguments of the objects of a convention, which a context cannot carry (Source: 06 A5.1). */
    private static Object methodeDuDomaine(Map<String, Object> objet, String nom, Expr.Arguments.Lues arguments) {
        return switch (nom) {
            case "get_lot_with_financement" -> {
                Object code = arguments.lire(0, "financement", null);
                yield liste(objet.get("lots")).stream()
                        .filter(lot -> lot instanceof Map<?, ?> m && Valeurs.egal(m.get("financement"), code))
                        .findFirst()
                        .orElse(null);
            }
            case "get_type_habitat_advanced_display" -> typeHabitat(objet, arguments.lire(0, "nb_logements", 1L));
            case "_get_loyer_par_metre_carre", "get_loyer_par_metre_carre" -> loyerAuMetreCarre(objet);
            case "p_full" -> preteur(objet);
            case "display_not_validated_status" -> filigrane(Valeurs.texte(objet.get("statut")));
            case "preteur_display" ->
                Objects.equals(objet.get("preteur"), "AUTRE") ? objet.get("autre") : preteur(objet);
            default -> {
                if (nom.endsWith("_text") && objet.containsKey(nom.substring(0, nom.length() - 5))) {
                    yield "";
                }
                throw inconnue(objet, nom);
            }
        };
    }

    private static String typeHabitat(Map<String, Object> lot, Object nombre) {
        Object libelle = lot.get("get_type_habitat_display");
        if (libelle == null || libelle.equals("")) {
            return "";
        }
        BigDecimal nb = Valeurs.decimal(nombre);
        return " " + libelle.toString().toLowerCase(Locale.FRENCH)
                + (nb != null && nb.compareTo(BigDecimal.ONE) > 0 ? "s" : "");
    }

    private static Object loyerAuMetreCarre(Map<String, Object> lot) {
        return liste(lot.get("logements")).stream()
                .filter(Map.class::isInstance)
                .map(l -> (Map<?, ?>) l)
                .min((a, b) -> Valeurs.compare(rang(a), rang(b)))
                .<Object>map(l -> l.get("loyer_par_metre_carre"))
                .orElse(0L);
    }

    private static Object rang(Map<?, ?> objet) {
        Object id = objet.get("id");
        return id == null ? 0L : id;
    }

    private static Object preteur(Map<String, Object> pret) {
        Object libelle = pret.get("get_preteur_display");
        return libelle == null ? null : libelle.toString().replace("CDC", "Caisse de Dépôts et Consignation");
    }

    /** Source: 06 DOC-60. */
    private static String filigrane(String statut) {
        return statut.startsWith("1.")
                ? "Projet de convention"
                : statut.startsWith("2.") || statut.startsWith("3.") ? "Convention en cours d'instruction" : "";
    }

    private static List<?> liste(Object valeur) {
        return valeur instanceof List<?> l ? l : List.of();
    }

    private static Object methodeDeMap(Map<String, Object> map, String nom, Expr.Arguments.Lues arguments) {
        return switch (nom) {
            case "items" ->
                map.entrySet().stream()
                        .map(e -> (Object) new ArrayList<>(Arrays.asList(e.getKey(), e.getValue())))
                        .toList();
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "get" ->
                map.getOrDefault(Valeurs.texte(arguments.lire(0, "key", "")), arguments.lire(1, "default", null));
            default -> throw inconnue(map, nom);
        };
    }

    private static Object methodeDeListe(
            Collection<?> collection, String nom, Expr.Arguments.Lues arguments, Execution execution) {
        if (!(collection instanceof List<?> brute)) {
            throw inconnue(collection, nom);
        }
        @SuppressWarnings("unchecked")
        List<Object> liste = (List<Object>) brute;
        return switch (nom) {
            case "first" -> liste.isEmpty() ? null : liste.getFirst();
            case "last" -> liste.isEmpty() ? null : liste.getLast();
            case "all" -> liste;
            case "exists" -> !liste.isEmpty();
            case "count" ->
                arguments.vide()
                        ? (long) liste.size()
                        : (Object) liste.stream()
                                .filter(x -> Valeurs.egal(x, arguments.rangs().getFirst()))
                                .count();
            case "append" -> {
                Valeurs.verifier(liste.size() + 1L, execution.limites);
                liste.add(arguments.lire(0, "object", null));
                yield null;
            }
            case "extend" -> {
                List<?> autres = Valeurs.elements(arguments.lire(0, "iterable", null));
                Valeurs.verifier((long) liste.size() + autres.size(), execution.limites);
                liste.addAll(List.copyOf(autres));
                yield null;
            }
            case "insert" -> {
                liste.add(
                        Math.clamp((Long) arguments.lire(0, "index", 0L), 0, liste.size()),
                        arguments.lire(1, "object", null));
                yield null;
            }
            case "pop" -> {
                if (liste.isEmpty()) {
                    throw new ErreurExpression("pop() d’une liste vide");
                }
                yield arguments.vide()
                        ? liste.removeLast()
                        : liste.remove(Math.clamp((Long) arguments.lire(0, "i", 0L), 0, liste.size() - 1));
            }
            case "remove" -> {
                liste.removeIf(x -> Valeurs.egal(x, arguments.lire(0, "object", null)));
                yield null;
            }
            case "reverse" -> {
                Collections.reverse(liste);
                yield null;
            }
            case "index" -> {
                for (int i = 0; i < liste.size(); i++) {
                    if (Valeurs.egal(liste.get(i), arguments.lire(0, "object", null))) {
                        yield (long) i;
                    }
                }
                throw new ErreurExpression("cet élément n’est pas dans la liste");
            }
            default -> throw inconnue(collection, nom);
        };
    }

    private static Object methodeDeTexte(String texte, String nom, Expr.Arguments.Lues arguments, Limites limites) {
        String premier = arguments.rangs().isEmpty()
                ? ""
                : Valeurs.texte(arguments.rangs().getFirst());
        return switch (nom) {
            case "upper" -> texte.toUpperCase(Locale.FRENCH);
            case "lower" -> texte.toLowerCase(Locale.FRENCH);
            case "strip" -> arguments.vide() ? texte.strip() : Filtres.epurer(texte, premier);
            case "lstrip" -> texte.stripLeading();
            case "rstrip" -> texte.stripTrailing();
            case "capitalize" -> Filtres.majuscule(texte);
            case "title" -> Filtres.titre(texte);
            case "startswith" -> texte.startsWith(premier);
            case "endswith" -> texte.endsWith(premier);
            case "isdigit" -> !texte.isEmpty() && texte.chars().allMatch(Character::isDigit);
            case "find" -> (long) texte.indexOf(premier);
            case "count" ->
                premier.isEmpty()
                        ? (long) texte.length() + 1
                        : (long) (texte.split(java.util.regex.Pattern.quote(premier), -1).length - 1);
            case "replace" -> {
                String second = Valeurs.texte(arguments.lire(1, "new", ""));
                yield Filtres.remplacer(texte, premier, second, limites);
            }
            case "split" ->
                new ArrayList<Object>(
                        arguments.vide()
                                ? texte.isBlank()
                                        ? List.of()
                                        : Arrays.asList(texte.strip().split("\\s+"))
                                : Arrays.asList(texte.split(java.util.regex.Pattern.quote(premier), -1)));
            case "splitlines" -> new ArrayList<Object>(texte.lines().toList());
            case "join" -> Filtres.joindre(Valeurs.elements(arguments.lire(0, "iterable", null)), texte, limites);
            default -> throw inconnue(texte, nom);
        };
    }
}
