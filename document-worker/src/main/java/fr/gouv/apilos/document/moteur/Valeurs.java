package fr.gouv.apilos.document.moteur;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The values of the template language, with the meaning Jinja gives them. A value is null, a boolean, a number, a text, a
 * date, a list, a map or an {@link Image}: nothing else exists, so no Java object can be reached from a model.
 */
final class Valeurs {

    private static final DateTimeFormatter HEURE = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Longest text a list or an object may print. */
    private static final int AFFICHAGE_MAX = 1_000_000;

    /** Values two lists may hold together for one comparison: lists that hold each other twice at each level are endless. */
    private static final int COMPARAISONS_MAX = 1_000_000;

    private static final int PROFONDEUR_MAX = 50;

    private Valeurs() {}

    static boolean vrai(Object valeur) {
        return switch (valeur) {
            case null -> false;
            case Indefini _ -> false;
            case Boolean b -> b;
            case BigDecimal d -> d.signum() != 0;
            case BigInteger i -> i.signum() != 0;
            case Double d -> d != 0;
            case Number n -> n.longValue() != 0;
            case CharSequence s -> !s.isEmpty();
            case Collection<?> c -> !c.isEmpty();
            case Map<?, ?> m -> !m.isEmpty();
            default -> true;
        };
    }

    /** The text a value prints: numbers never in scientific form, null as the language prints it. */
    static String texte(Object valeur) {
        return switch (valeur) {
            case null -> "None";
            case String s -> s;
            case Indefini _ -> "";
            case Boolean b -> b ? "True" : "False";
            case BigDecimal d -> d.toPlainString();
            case Double d -> flottant(d);
            case LocalDate d -> d.toString();
            case LocalDateTime d -> d.toLocalDate() + " " + HEURE.format(d) + micros(d.getNano());
            case OffsetDateTime d ->
                d.toLocalDate()
                        + " "
                        + HEURE.format(d)
                        + micros(d.getNano())
                        + d.getOffset().getId().replace("Z", "+00:00");
            case Collection<?> c -> liste(c);
            case Map<?, ?> m -> objet(m);
            default -> valeur.toString();
        };
    }

    private static String micros(int nanos) {
        return nanos == 0 ? "" : String.format(Locale.ROOT, ".%06d", nanos / 1000);
    }

    private static String flottant(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return Double.isNaN(d) ? "nan" : d > 0 ? "inf" : "-inf";
        }
        String plein = BigDecimal.valueOf(d).toPlainString();
        return plein.contains(".") ? plein : plein + ".0";
    }

    private static String liste(Collection<?> valeurs) {
        StringBuilder texte = new StringBuilder("[");
        for (Object valeur : valeurs) {
            if (texte.length() > 1) {
                texte.append(", ");
            }
            texte.append(valeur instanceof String s ? "'" + s.replace("'", "\\'") + "'" : element(valeur));
            bornerLAffichage(texte);
        }
        return texte.append(']').toString();
    }

    // Objects of a context refer to one another in circles: inside a list or a map they print as their kind alone.
    private static String element(Object valeur) {
        return valeur instanceof Map<?, ?> m ? objet(m) : valeur instanceof Collection<?> ? "[…]" : texte(valeur);
    }

    private static String objet(Map<?, ?> objet) {
        Object genre = objet.get("$model");
        if (genre != null) {
            return genre + " " + objet.get("id");
        }
        StringBuilder texte = new StringBuilder("{");
        objet.forEach((cle, valeur) -> {
            if (texte.length() > 1) {
                texte.append(", ");
            }
            texte.append('\'').append(cle).append("': ");
            texte.append(
                    valeur instanceof String s
                            ? "'" + s + "'"
                            : valeur instanceof Map || valeur instanceof Collection ? "…" : texte(valeur));
            bornerLAffichage(texte);
        });
        return texte.append('}').toString();
    }

    private static void bornerLAffichage(StringBuilder texte) {
        if (texte.length() > AFFICHAGE_MAX) {
            throw new ErreurExpression("texte trop long");
        }
    }

    static BigDecimal decimal(Object valeur) {
        return switch (valeur) {
            case BigDecimal d -> d;
            case BigInteger i -> new BigDecimal(i);
            case Double d when !d.isNaN() && !d.isInfinite() -> BigDecimal.valueOf(d);
            case Number n when !(n instanceof Double) -> BigDecimal.valueOf(n.longValue());
            case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
            case null, default -> null;
        };
    }

    /** A number from a number or from a text that looks like one, or null. */
    static BigDecimal decimalOuTexte(Object valeur) {
        if (valeur instanceof String s) {
            String net = s.strip();
            if (net.isEmpty() || net.length() > 64) {
                return null;
            }
            try {
                BigDecimal lu = new BigDecimal(net);
                return Math.abs((long) lu.scale()) > 1000 ? null : lu;
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return decimal(valeur);
    }

    static boolean egal(Object a, Object b) {
        return egal(a, b, 0, new int[1]);
    }

    private static boolean egal(Object a, Object b, int rang, int[] faites) {
        if (rang > PROFONDEUR_MAX || ++faites[0] > COMPARAISONS_MAX) {
            throw new ErreurExpression("listes trop imbriquées pour être comparées");
        }
        if (a == b) {
            return true;
        }
        if (a instanceof Indefini && b instanceof Indefini) {
            return true;
        }
        BigDecimal x = decimal(a);
        BigDecimal y = x == null ? null : decimal(b);
        if (x != null && y != null) {
            return x.compareTo(y) == 0;
        }
        if (a instanceof Map<?, ?> m && b instanceof Map<?, ?> n && m.containsKey("$model")) {
            return Objects.equals(m.get("$model"), n.get("$model")) && Objects.equals(m.get("id"), n.get("id"));
        }
        if (a instanceof List<?> l && b instanceof List<?> k) {
            if (l.size() != k.size()) {
                return false;
            }
            for (int i = 0; i < l.size(); i++) {
                if (!egal(l.get(i), k.get(i), rang + 1, faites)) {
                    return false;
                }
            }
            return true;
        }
        return a != null && b != null && !(a instanceof Map) && !(a instanceof Collection) && a.equals(b);
    }

    static int compare(Object a, Object b) {
        BigDecimal x = decimal(a);
        BigDecimal y = decimal(b);
        if (x != null && y != null) {
            return x.compareTo(y);
        }
        if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t);
        }
        if (a instanceof LocalDate s && b instanceof LocalDate t) {
            return s.compareTo(t);
        }
        if (a instanceof OffsetDateTime s && b instanceof OffsetDateTime t) {
            return s.compareTo(t);
        }
        throw new ErreurExpression("on ne peut pas comparer " + genre(a) + " et " + genre(b));
    }

    static boolean contient(Object ensemble, Object element) {
        return switch (ensemble) {
            case String s when element instanceof String t -> s.contains(t);
            case Map<?, ?> m -> element instanceof String t && m.containsKey(t);
            case Collection<?> c -> c.stream().anyMatch(x -> egal(x, element));
            case Indefini _ -> false;
            case null, default -> throw new ErreurExpression("« in » ne s’applique pas à " + genre(ensemble));
        };
    }

    static Object calcul(String operateur, Object a, Object b, Limites limites) {
        if (operateur.equals("+")) {
            if (a instanceof String s && b instanceof String t) {
                return borne(s + t, limites);
            }
            if (a instanceof List<?> l && b instanceof List<?> k) {
                verifier(l.size() + k.size(), limites);
                List<Object> somme = new ArrayList<>(l);
                somme.addAll(k);
                return somme;
            }
        }
        if (operateur.equals("*") && a instanceof String s && b instanceof Long n) {
            long fois = Math.max(0, n);
            if (fois > limites.elements() || s.length() * fois > limites.elements()) {
                throw new ErreurExpression("texte trop long");
            }
            return s.repeat((int) fois);
        }
        BigDecimal x = decimal(a);
        BigDecimal y = decimal(b);
        if (x == null || y == null) {
            throw new ErreurExpression("« " + operateur + " » ne s’applique pas à " + genre(a) + " et " + genre(b));
        }
        boolean entiers = entier(a) && entier(b);
        boolean flottant = a instanceof Double || b instanceof Double;
        if ((operateur.equals("/") || operateur.equals("//") || operateur.equals("%")) && y.signum() == 0) {
            throw new ErreurExpression("division par zéro");
        }
        BigDecimal resultat = switch (operateur) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            case "/" -> x.divide(y, MathContext.DECIMAL64);
            case "//" -> x.divide(y, 0, RoundingMode.FLOOR);
            case "%" -> x.subtract(y.multiply(x.divide(y, 0, RoundingMode.FLOOR)));
            case "**" -> puissance(x, y);
            default -> throw new ErreurExpression("opérateur inconnu « " + operateur + " »");
        };
        if (resultat.precision() > 400) {
            throw new ErreurExpression("nombre trop grand");
        }
        if (entiers && !operateur.equals("/")) {
            return entierDe(resultat);
        }
        return flottant || entiers ? (Object) resultat.doubleValue() : resultat;
    }

    private static BigDecimal puissance(BigDecimal x, BigDecimal y) {
        if (y.scale() > 0 && y.stripTrailingZeros().scale() > 0
                || y.signum() < 0
                || y.compareTo(BigDecimal.valueOf(64)) > 0
                || x.precision() > 40) {
            throw new ErreurExpression("puissance hors des bornes permises");
        }
        return x.pow(y.intValue());
    }

    static Object entierDe(BigDecimal nombre) {
        BigInteger entier = nombre.toBigInteger();
        return entier.bitLength() < 64 ? (Object) entier.longValue() : entier;
    }

    static boolean entier(Object valeur) {
        return valeur instanceof Long
                || valeur instanceof Integer
                || valeur instanceof BigInteger
                || valeur instanceof Boolean
                || valeur instanceof Short;
    }

    static Iterator<?> parcours(Object valeur) {
        return elements(valeur).iterator();
    }

    static List<?> elements(Object valeur) {
        return switch (valeur) {
            case List<?> l -> l;
            case Collection<?> c -> new ArrayList<>(c);
            case Map<?, ?> m -> new ArrayList<>(m.keySet());
            case Indefini _ -> List.of();
            case String s -> s.codePoints().mapToObj(Character::toString).toList();
            case null, default -> throw new ErreurExpression("on ne peut pas parcourir " + genre(valeur));
        };
    }

    static int taille(Object valeur) {
        return switch (valeur) {
            case String s -> s.codePointCount(0, s.length());
            case Collection<?> c -> c.size();
            case Map<?, ?> m -> m.size();
            case Indefini _ -> 0;
            case null, default -> throw new ErreurExpression(genre(valeur) + " n’a pas de taille");
        };
    }

    static void verifier(long taille, Limites limites) {
        if (taille > limites.elements()) {
            throw new ErreurExpression("liste ou texte trop long (plus de " + limites.elements() + ")");
        }
    }

    static String borne(String texte, Limites limites) {
        verifier(texte.length(), limites);
        return texte;
    }

    static String genre(Object valeur) {
        return switch (valeur) {
            case null -> "une valeur absente (None)";
            case Indefini i -> "« " + i.nom() + " », qui n’est pas défini";
            case Boolean _ -> "un oui/non";
            case Number _ -> "un nombre";
            case String _ -> "un texte";
            case Collection<?> _ -> "une liste";
            case Map<?, ?> m -> m.containsKey("$model") ? "un objet " + m.get("$model") : "un objet";
            case LocalDate _, OffsetDateTime _, LocalDateTime _ -> "une date";
            case Image _ -> "une image";
            default -> "cette valeur";
        };
    }
}
