package fr.gouv.apilos.platform.tableur;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/** From a cell to the value of its field, or to a French sentence that says what was expected. Source: 02 R53, R54, DB-26…DB-29. */
final class Conversion {

    /** Quoted, bracketed or escaped parts of a number format: they hold letters that mean nothing. */
    private static final Pattern TEXTE_DE_FORMAT = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.");

    private static final Set<Object> ERREURS_DE_FORMULE =
            Set.of("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!");

    /** The same as a French spreadsheet copies them. */
    private static final Set<String> ERREURS_AFFICHEES = Set.of("#NOM?", "#NUL!", "#NOMBRE!", "#VALEUR!");

    /** Longest text of any row field of the forms. */
    private static final int TEXTE_MAX = 5000;

    private static final BigDecimal BRUIT = new BigDecimal("0.0000001");
    private static final BigDecimal ENTIER_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
    /** Beyond, showing the amount would itself cost memory (1E+9999). */
    private static final BigDecimal NOMBRE_MAX = new BigDecimal("1E15");

    private final Map<String, Set<String>> codesPreferes;

    Conversion(Map<String, Set<String>> codesPreferes) {
        this.codesPreferes = Map.copyOf(codesPreferes);
    }

    Cellule convertir(Colonne colonne, String reference, Cell cellule) {
        var brut = cellule.getValue();
        var calculee = cellule.getFormula() != null;
        if (cellule.getType() == CellType.ERROR || brut == null || ERREURS_DE_FORMULE.contains(brut)) {
            return fautive(colonne, reference, String.valueOf(cellule.getRawValue()), "est une erreur de formule");
        }
        if (brut instanceof BigDecimal nombre && estDate(cellule) && colonne.type() != TypeColonne.DECIMAL) {
            return deDate(colonne, reference, cellule, nombre);
        }
        return convertirValeur(colonne, reference, brut, calculee);
    }

    /** The same rules for the text of a pasted cell, or of a cell corrected in the page. */
    Cellule convertirTexte(Colonne colonne, String reference, String texte) {
        var net = LecteurTableur.enUneLigne(texte);
        return ERREURS_DE_FORMULE.contains(net) || ERREURS_AFFICHEES.contains(net)
                ? fautive(colonne, reference, net, "est une erreur de formule")
                : convertirValeur(colonne, reference, texte, false);
    }

    /** An empty cell of a row in use: a fault only where a value is needed. Source: 02 R52, DB-33. */
    static Cellule absente(Colonne colonne, String reference) {
        return colonne.obligatoire()
                ? Cellule.fautive(
                        reference, colonne.champ(), "", "Indiquez une valeur pour « %s ».".formatted(colonne.libelle()))
                : Cellule.vide(reference, colonne.champ());
    }

    /** The same rules for a value typed in the page. */
    Cellule convertirValeur(Colonne colonne, String reference, Object brut, boolean calculee) {
        var saisie = brut instanceof BigDecimal n ? nombreEnTexte(n) : LecteurTableur.enUneLigne(String.valueOf(brut));
        if (saisie.length() > TEXTE_MAX) {
            return Cellule.fautive(
                    reference,
                    colonne.champ(),
                    LecteurTableur.abreger(saisie),
                    "Ce texte compte %d caractères ; une cellule en prend %d au plus."
                            .formatted(saisie.length(), TEXTE_MAX));
        }
        return switch (colonne.type()) {
            case TEXTE ->
                brut instanceof Boolean
                        ? fautive(colonne, reference, saisie, "n’est pas un texte")
                        : Cellule.lue(reference, colonne.champ(), saisie, saisie);
            case DECIMAL -> decimal(colonne, reference, brut, saisie, calculee);
            case ENTIER -> entier(colonne, reference, brut, saisie);
            case DATE ->
                brut instanceof String texte
                        ? Dates.lire(texte)
                                .map(d -> Cellule.lue(reference, colonne.champ(), saisie, d))
                                .orElseGet(() -> pasUneDate(colonne, reference, saisie))
                        : pasUneDate(colonne, reference, saisie);
            case CHOIX -> choix(colonne, reference, saisie);
        };
    }

    private Cellule deDate(Colonne colonne, String reference, Cell cellule, BigDecimal nombre) {
        LocalDateTime instant;
        try {
            instant = cellule.asDate();
        } catch (RuntimeException _) {
            // A serial number no calendar holds: the library throws what its arithmetic throws.
            return pasUneDate(colonne, reference, nombreEnTexte(nombre));
        }
        var saisie = Dates.afficher(instant.toLocalDate());
        return switch (colonne.type()) {
            case DATE -> Cellule.lue(reference, colonne.champ(), saisie, instant.toLocalDate());
            case TEXTE -> Cellule.lue(reference, colonne.champ(), saisie, saisie);
            // "1bis" or "2" never become dates, but a column formatted as a date does that to whole numbers.
            case ENTIER, DECIMAL -> convertirValeur(colonne, reference, nombre, cellule.getFormula() != null);
            case CHOIX -> choix(colonne, reference, saisie);
        };
    }

    private static Cellule decimal(Colonne colonne, String reference, Object brut, String saisie, boolean calculee) {
        var lu = brut instanceof BigDecimal n
                ? java.util.Optional.of(Nombres.telQueSaisi(n))
                : brut instanceof String s ? Nombres.lire(s) : java.util.Optional.<BigDecimal>empty();
        if (lu.isEmpty() || lu.get().abs().compareTo(NOMBRE_MAX) > 0) {
            return fautive(colonne, reference, saisie, "n’est pas " + nature(colonne));
        }
        var valeur = Nombres.arrondir(lu.get(), colonne.echelle());
        var cellule = Cellule.lue(reference, colonne.champ(), saisie, valeur);
        boolean arrondi = !calculee && lu.get().subtract(valeur).abs().compareTo(BRUIT) > 0;
        return arrondi
                ? cellule.avecAvis("%d décimales reçues, %d gardées : %s."
                        .formatted(
                                Math.max(0, lu.get().stripTrailingZeros().scale()),
                                colonne.echelle(),
                                Nombres.afficher(valeur, colonne.echelle())))
                : cellule;
    }

    private static Cellule entier(Colonne colonne, String reference, Object brut, String saisie) {
        var lu = brut instanceof BigDecimal n
                ? java.util.Optional.of(Nombres.telQueSaisi(n))
                : brut instanceof String s ? Nombres.lire(s) : java.util.Optional.<BigDecimal>empty();
        if (lu.isEmpty() || lu.get().abs().compareTo(ENTIER_MAX) > 0) {
            return fautive(colonne, reference, saisie, "n’est pas " + nature(colonne));
        }
        var tronque = lu.get().setScale(0, RoundingMode.DOWN);
        var cellule = Cellule.lue(reference, colonne.champ(), saisie, tronque.intValueExact());
        return tronque.compareTo(lu.get()) == 0
                ? cellule
                : cellule.avecAvis("Nombre entier attendu : %s est gardé.".formatted(tronque.toPlainString()));
    }

    private Cellule choix(Colonne colonne, String reference, String saisie) {
        var parLibelle =
                colonne.choix().stream().filter(c -> c.correspond(saisie)).toList();
        var parCode =
                colonne.choix().stream().filter(c -> c.porteLeCode(saisie)).toList();
        var trouves = parLibelle.isEmpty() ? parCode : parLibelle;
        var retenus = trouves.size() > 1 ? preferer(colonne, trouves) : trouves;
        if (retenus.size() == 1) {
            return Cellule.lue(
                    reference, colonne.champ(), saisie, retenus.getFirst().code());
        }
        if (retenus.isEmpty()) {
            return fautive(colonne, reference, saisie, "n’est pas dans la liste : " + libelles(colonne.choix()), "");
        }
        return fautive(
                colonne,
                reference,
                saisie,
                "désigne plusieurs choix : écrivez "
                        + retenus.stream().map(Choix::code).collect(Collectors.joining(" ou ")),
                "");
    }

    private List<Choix> preferer(Colonne colonne, List<Choix> trouves) {
        var preferes = codesPreferes.getOrDefault(colonne.champ(), Set.of());
        var gardes = trouves.stream().filter(c -> preferes.contains(c.code())).toList();
        return gardes.isEmpty() ? trouves : gardes;
    }

    private static Cellule pasUneDate(Colonne colonne, String reference, String saisie) {
        return fautive(colonne, reference, saisie, "n’est pas une date");
    }

    private static Cellule fautive(Colonne colonne, String reference, String saisie, String constat) {
        var suite = colonne.exemple().isEmpty() ? "" : " Écrivez par exemple %s.".formatted(colonne.exemple());
        return fautive(colonne, reference, saisie, constat, suite);
    }

    private static Cellule fautive(Colonne colonne, String reference, String saisie, String constat, String suite) {
        var court = LecteurTableur.abreger(saisie);
        return Cellule.fautive(reference, colonne.champ(), saisie, "« %s » %s.%s".formatted(court, constat, suite));
    }

    private static String nature(Colonne colonne) {
        var libelle = colonne.libelle().toLowerCase(java.util.Locale.FRENCH);
        return colonne.type() == TypeColonne.ENTIER
                ? "un nombre entier"
                : libelle.startsWith("surface")
                        ? "une surface"
                        : libelle.startsWith("loyer") || libelle.startsWith("montant") ? "un montant" : "un nombre";
    }

    private static String libelles(List<Choix> choix) {
        return choix.stream().map(Choix::libelle).distinct().collect(Collectors.joining(", "));
    }

    private static String nombreEnTexte(BigDecimal nombre) {
        var net = Nombres.telQueSaisi(nombre).stripTrailingZeros();
        return net.precision() - net.scale() > 30 || net.scale() > 30
                ? net.toString()
                : (net.scale() < 0 ? net.setScale(0) : net).toPlainString().replace('.', ',');
    }

    private static boolean estDate(Cell cellule) {
        var numero = cellule.getDataFormatId();
        if (numero != null && (numero >= 14 && numero <= 17 || numero == 22)) {
            return true;
        }
        var format = cellule.getDataFormatString();
        if (format == null) {
            return false;
        }
        var nu = TEXTE_DE_FORMAT.matcher(format).replaceAll("").toLowerCase(java.util.Locale.ROOT);
        return nu.indexOf('y') >= 0 || nu.indexOf('d') >= 0 || (nu.indexOf('a') >= 0 && nu.indexOf('j') >= 0);
    }
}
