package fr.gouv.apilos.convention.formulaire.regles;

import static fr.gouv.apilos.convention.formulaire.regles.ReglesFinancement.net;

import fr.gouv.apilos.platform.tableur.Nombres;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows and tables of the Logements step of HLM-like conventions. Source: 02 R98–R112, corrected by DB-7, DB-11, DB-13, DB-17, DB-18. */
public final class ReglesLogements {

    /** Types of the HLM form; T7 is for foyers and résidences. Source: 02 §8.6. */
    public static final Set<String> TYPOLOGIES = java.util.Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("T1", "T1bis", "T1prime", "T2", "T3", "T4", "T5", "T6")));

    private static final BigDecimal TOLERANCE_LOYER = new BigDecimal("1.00");
    private static final BigDecimal MAX_6_2 = new BigDecimal("10000");
    private static final BigDecimal MAX_6_4 = new BigDecimal("100");
    private static final int DESIGNATION_MAX = 255;

    private ReglesLogements() {}

    /** Expected rent: surface × rent per m² × coefficient, a missing factor counting as 0. Source: 02 R101–R103. */
    public static BigDecimal loyerAttendu(LigneLogement l, CategorieLogement categorie) {
        return Nombres.arrondir(
                ouZero(l.surfaceDeReference(categorie))
                        .multiply(ouZero(l.loyerParMetreCarre()))
                        .multiply(ouZero(l.coeficient())),
                2);
    }

    /** Everything one row alone can break. Source: 02 §8.6, R99, R101–R103. */
    public static List<Probleme> verifierLigne(
            int ligne, LigneLogement l, CategorieLogement categorie, ContexteLogements contexte) {
        var problemes = new ArrayList<Probleme>();
        var designation = net(l.designation());
        var typologie = net(l.typologie());
        var financement = net(l.financement());
        if (designation.isEmpty()) {
            problemes.add(Probleme.cellule(ligne, "designation", "Indiquez la désignation du logement."));
        } else if (designation.length() > DESIGNATION_MAX) {
            problemes.add(Probleme.cellule(
                    ligne,
                    "designation",
                    "La désignation compte %d caractères au plus ; vous en avez écrit %d."
                            .formatted(DESIGNATION_MAX, designation.length())));
        }
        if (typologie.isEmpty()) {
            problemes.add(Probleme.cellule(ligne, "typologie", "Choisissez le type de logement."));
        } else if (!TYPOLOGIES.contains(typologie)) {
            problemes.add(Probleme.cellule(
                    ligne, "typologie", "Ce type de logement n’est pas proposé pour cette convention."));
        }
        if (financement.isEmpty()) {
            problemes.add(Probleme.cellule(ligne, "financement", "Choisissez le financement du logement."));
        } else if (!contexte.nombreParFinancement().containsKey(financement)) {
            problemes.add(
                    Probleme.cellule(ligne, "financement", ReglesFinancement.horsConvention(contexte.financements())));
        }
        nombre(ligne, "surface_habitable", l.surfaceHabitable(), "la surface habitable", MAX_6_2, 2, problemes);
        if (categorie.corrigee()) {
            nombre(ligne, "surface_corrigee", l.surfaceCorrigee(), "la surface corrigée", MAX_6_2, 2, problemes);
        } else {
            nombre(
                    ligne,
                    "surface_annexes",
                    l.surfaceAnnexes(),
                    "la surface réelle des annexes",
                    MAX_6_2,
                    2,
                    problemes);
            nombre(
                    ligne,
                    "surface_annexes_retenue",
                    l.surfaceAnnexesRetenue(),
                    "la surface retenue des annexes",
                    MAX_6_2,
                    2,
                    problemes);
            nombre(ligne, "surface_utile", l.surfaceUtile(), "la surface utile", MAX_6_2, 2, problemes);
        }
        if (categorie.loyer()) {
            nombre(ligne, "loyer_par_metre_carre", l.loyerParMetreCarre(), "le loyer par m²", MAX_6_2, 2, problemes);
            nombre(ligne, "coeficient", l.coeficient(), "le coefficient", MAX_6_4, 4, problemes);
            nombre(ligne, "loyer", l.loyer(), "le loyer", MAX_6_2, 2, problemes);
            verifierLoyer(ligne, l, categorie, problemes);
        }
        return problemes;
    }

    private static void verifierLoyer(
            int ligne, LigneLogement l, CategorieLogement categorie, List<Probleme> problemes) {
        var loyer = l.loyer();
        if (loyer == null || problemes.stream().anyMatch(p -> "loyer".equals(p.champ()))) {
            return;
        }
        var attendu = loyerAttendu(sansFacteurFautif(l, problemes), categorie);
        if (Nombres.arrondir(loyer, 2).subtract(attendu).abs().compareTo(TOLERANCE_LOYER) > 0) {
            problemes.add(Probleme.cellule(
                    ligne,
                    "loyer",
                    "Le loyer devrait être %s € (surface × loyer par m² × coefficient), à 1 € près ; vous avez écrit %s €."
                            .formatted(Nombres.afficher(attendu, 2), Nombres.afficher(loyer, 2))));
        }
    }

    /** A factor that failed its own check counts as 0. Source: 02 R103. */
    private static LigneLogement sansFacteurFautif(LigneLogement l, List<Probleme> problemes) {
        var fautifs = problemes.stream().map(Probleme::champ).collect(Collectors.toSet());
        return new LigneLogement(
                l.uuid(),
                l.designation(),
                l.financement(),
                l.typologie(),
                l.surfaceHabitable(),
                l.surfaceAnnexes(),
                l.surfaceAnnexesRetenue(),
                fautifs.contains("surface_utile") ? null : l.surfaceUtile(),
                fautifs.contains("surface_corrigee") ? null : l.surfaceCorrigee(),
                fautifs.contains("loyer_par_metre_carre") ? null : l.loyerParMetreCarre(),
                fautifs.contains("coeficient") ? null : l.coeficient(),
                l.loyer(),
                l.importOrder());
    }

    /** One table: its rows, then what they must keep between them. Source: 02 R104, R105, R106, R112. */
    public static List<Probleme> verifierTableau(
            List<LigneLogement> lignes, CategorieLogement categorie, ContexteLogements contexte) {
        var problemes = new ArrayList<Probleme>();
        for (int i = 0; i < lignes.size(); i++) {
            problemes.addAll(verifierLigne(i, lignes.get(i), categorie, contexte));
        }
        designationsUniques(lignes, problemes);
        if (categorie.loyer()) {
            memeLoyerParMetreCarre(lignes, problemes);
            coefficients(lignes, categorie, contexte, problemes);
        }
        coherenceEdd(lignes, contexte, problemes);
        return problemes;
    }

    private static void designationsUniques(List<LigneLogement> lignes, List<Probleme> problemes) {
        var rangs = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < lignes.size(); i++) {
            var designation = net(lignes.get(i).designation());
            if (!designation.isEmpty()) {
                rangs.computeIfAbsent(designation, _ -> new ArrayList<>()).add(i);
            }
        }
        var doubles =
                rangs.entrySet().stream().filter(e -> e.getValue().size() > 1).toList();
        for (var e : doubles) {
            e.getValue()
                    .forEach(i -> problemes.add(Probleme.cellule(
                            i,
                            "designation",
                            "%d logements portent la désignation « %s »."
                                    .formatted(e.getValue().size(), e.getKey()))));
        }
        if (!doubles.isEmpty()) {
            problemes.add(Probleme.tableau("Les désignations de logement doivent être uniques."));
        }
    }

    private static void memeLoyerParMetreCarre(List<LigneLogement> lignes, List<Probleme> problemes) {
        parFinancement(lignes).forEach((financement, rangs) -> {
            long distincts = rangs.stream()
                    .map(i -> lignes.get(i).loyerParMetreCarre())
                    .filter(Objects::nonNull)
                    .map(BigDecimal::stripTrailingZeros)
                    .distinct()
                    .count();
            if (distincts > 1) {
                var message = "Le loyer par m² doit être le même pour tous les logements %s.".formatted(financement);
                problemes.add(Probleme.tableau(message));
                rangs.forEach(i -> problemes.add(Probleme.part(i, "loyer_par_metre_carre", message)));
            }
        });
    }

    private static void coefficients(
            List<LigneLogement> lignes,
            CategorieLogement categorie,
            ContexteLogements contexte,
            List<Probleme> problemes) {
        parFinancement(lignes).forEach((financement, rangs) -> {
            var nombre = contexte.nombreParFinancement().get(financement);
            if (nombre == null) {
                return;
            }
            var sansCoefficient = BigDecimal.ZERO;
            var avecCoefficient = BigDecimal.ZERO;
            for (int i : rangs) {
                var l = lignes.get(i);
                var surface = l.surfaceDeReference(categorie);
                var loyer = l.loyerParMetreCarre();
                var coefficient = l.coeficient();
                if (surface == null || loyer == null || coefficient == null) {
                    return;
                }
                sansCoefficient = sansCoefficient.add(surface.multiply(loyer));
                avecCoefficient = avecCoefficient.add(surface.multiply(loyer).multiply(coefficient));
            }
            var plafond = Nombres.arrondir(sansCoefficient, 2);
            var total = Nombres.arrondir(avecCoefficient, 2);
            if (total.compareTo(plafond.add(BigDecimal.valueOf(nombre))) > 0) {
                problemes.add(Probleme.tableau(
                        "%s : la somme des loyers avec coefficient (%s €) dépasse la somme sans coefficient (%s €) de plus de %d € (1 € par logement). Baissez des coefficients."
                                .formatted(
                                        financement,
                                        Nombres.afficher(total, 2),
                                        Nombres.afficher(plafond, 2),
                                        nombre)));
            }
        });
    }

    /** Each designation exactly once in the EDD simplifié, under a financement of the convention. Source: 02 R112. */
    private static void coherenceEdd(List<LigneLogement> lignes, ContexteLogements contexte, List<Probleme> problemes) {
        if (contexte.edd().isEmpty()) {
            return;
        }
        var parDesignation = contexte.edd().stream()
                .collect(Collectors.groupingBy(e -> e.designation().strip()));
        for (int i = 0; i < lignes.size(); i++) {
            var designation = net(lignes.get(i).designation());
            if (designation.isEmpty()) {
                continue;
            }
            var trouves = parDesignation.getOrDefault(designation, List.of());
            if (trouves.isEmpty()) {
                problemes.add(Probleme.cellule(i, "designation", "Ce logement n’est pas dans l’EDD simplifié."));
            } else if (trouves.size() > 1) {
                problemes.add(Probleme.cellule(
                        i,
                        "designation",
                        "Ce logement figure %d fois dans l’EDD simplifié.".formatted(trouves.size())));
            } else if (!contexte.nombreParFinancement()
                    .containsKey(trouves.getFirst().financement())) {
                problemes.add(Probleme.cellule(
                        i,
                        "designation",
                        "L’EDD simplifié déclare ce logement avec le financement %s, que la convention n’a pas."
                                .formatted(trouves.getFirst().financement())));
            }
        }
    }

    /** Declared number of logements against rows, over all tables; the user may insist. Source: 02 R107, DB-11. */
    public static List<Probleme> nombreDeLogements(
            Map<CategorieLogement, List<LigneLogement>> tableaux, ContexteLogements contexte) {
        var toutes = tableaux.values().stream().flatMap(List::stream).toList();
        var problemes = new ArrayList<Probleme>();
        parFinancement(toutes).forEach((financement, rangs) -> {
            var nombre = contexte.nombreParFinancement().get(financement);
            if (nombre != null && nombre != rangs.size()) {
                problemes.add(
                        Probleme.aConfirmer("Financement %s : vous déclarez %d logements et le tableau en compte %d."
                                .formatted(financement, nombre, rangs.size())));
            }
        });
        return problemes;
    }

    private static Map<String, List<Integer>> parFinancement(List<LigneLogement> lignes) {
        var rangs = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < lignes.size(); i++) {
            var financement = net(lignes.get(i).financement());
            if (!financement.isEmpty()) {
                rangs.computeIfAbsent(financement, _ -> new ArrayList<>()).add(i);
            }
        }
        return rangs;
    }

    private static void nombre(
            int ligne,
            String champ,
            @Nullable BigDecimal valeur,
            String nom,
            BigDecimal limite,
            int echelle,
            List<Probleme> problemes) {
        if (valeur == null) {
            problemes.add(Probleme.cellule(ligne, champ, "Indiquez %s.".formatted(nom)));
        } else if (valeur.signum() < 0) {
            problemes.add(Probleme.cellule(ligne, champ, "Écrivez un nombre positif pour %s.".formatted(nom)));
        } else if (valeur.compareTo(limite) >= 0) {
            problemes.add(Probleme.cellule(
                    ligne,
                    champ,
                    "Écrivez un nombre inférieur à %s pour %s.".formatted(Nombres.afficher(limite, 0), nom)));
        } else if (valeur.stripTrailingZeros().scale() > echelle) {
            problemes.add(Probleme.cellule(ligne, champ, "%d décimales au plus pour %s.".formatted(echelle, nom)));
        }
    }

    private static BigDecimal ouZero(@Nullable BigDecimal valeur) {
        return valeur == null ? BigDecimal.ZERO : valeur;
    }
}
