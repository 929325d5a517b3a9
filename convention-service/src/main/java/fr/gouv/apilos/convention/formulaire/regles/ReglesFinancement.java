package fr.gouv.apilos.convention.formulaire.regles;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prêts and end date of a convention. Source: 02 R83–R97. */
public final class ReglesFinancement {

    /** Column width of the amount: 12 digits, 2 decimals. */
    private static final BigDecimal MONTANT_MAX = new BigDecimal("10000000000");

    private static final int PREMIERE_ANNEE = 1977;
    private static final int ANNEES_DEVANT = 500;
    private static final int DUREE_MAX = 200;
    private static final int TEXTE_MAX = 255;
    static final String ANNEE = "annee_fin_conventionnement";

    private ReglesFinancement() {}

    /** 31 December for foyers and résidences, 30 June for the others. Source: 02 R83. */
    public static LocalDate dateFin(int annee, boolean foyerOuResidence) {
        return foyerOuResidence ? LocalDate.of(annee, Month.DECEMBER, 31) : LocalDate.of(annee, Month.JUNE, 30);
    }

    /** Everything one row alone can break. Source: 02 R84, R85, DB-7, DB-18. */
    public static List<Probleme> verifierLigne(int ligne, LignePret pret, ContexteFinancement contexte) {
        var problemes = new ArrayList<Probleme>();
        var financement = net(pret.financement());
        if (financement.isEmpty()) {
            problemes.add(Probleme.cellule(ligne, "financement", "Choisissez le financement du prêt."));
        } else if (!contexte.financementsDesLots().contains(financement)) {
            problemes.add(Probleme.cellule(ligne, "financement", horsConvention(contexte.financementsDesLots())));
        }
        var montant = pret.montant();
        if (montant == null) {
            problemes.add(Probleme.cellule(ligne, "montant", "Indiquez le montant du prêt."));
        } else if (montant.signum() < 0) {
            problemes.add(Probleme.cellule(ligne, "montant", "Le montant du prêt ne peut pas être négatif."));
        } else if (montant.compareTo(MONTANT_MAX) >= 0) {
            problemes.add(
                    Probleme.cellule(ligne, "montant", "Le montant du prêt doit être inférieur à 10 000 000 000 €."));
        }
        var duree = pret.duree();
        if (duree != null && (duree < 0 || duree > DUREE_MAX)) {
            problemes.add(Probleme.cellule(
                    ligne,
                    "duree",
                    "La durée du prêt va de 0 à %d ans ; vous avez écrit %d.".formatted(DUREE_MAX, duree)));
        }
        var octroi = pret.dateOctroi();
        if (octroi != null
                && (octroi.getYear() < 1900
                        || octroi.getYear() > contexte.aujourdhui().getYear() + 100)) {
            problemes.add(Probleme.cellule(
                    ligne, "date_octroi", "Vérifiez l’année de la date d’octroi : %d.".formatted(octroi.getYear())));
        }
        if (pret.caisseDesDepots()) {
            exigerCaisseDesDepots(ligne, pret, problemes);
        }
        if ("AUTRE".equals(pret.preteur()) && vide(pret.autre())) {
            problemes.add(Probleme.cellule(ligne, "autre", "Précisez l’identité du prêteur."));
        }
        longueur(ligne, "numero", pret.numero(), problemes);
        longueur(ligne, "autre", pret.autre(), problemes);
        return problemes;
    }

    private static void exigerCaisseDesDepots(int ligne, LignePret pret, List<Probleme> problemes) {
        if (pret.dateOctroi() == null) {
            problemes.add(Probleme.cellule(ligne, "date_octroi", "Indiquez la date d’octroi : le prêteur est la CDC."));
        }
        if (pret.duree() == null) {
            problemes.add(Probleme.cellule(ligne, "duree", "Indiquez la durée du prêt : le prêteur est la CDC."));
        }
        if (vide(pret.numero())) {
            problemes.add(Probleme.cellule(ligne, "numero", "Indiquez le numéro du prêt : le prêteur est la CDC."));
        }
    }

    /** The list as a whole: at least one CDC loan per lot that needs it. Source: 02 R86. */
    public static List<Probleme> verifierTableau(List<LignePret> prets, ContexteFinancement contexte) {
        if (contexte.sansTravaux()) {
            return List.of();
        }
        return contexte.financementsDesLots().stream()
                .filter(f -> !Financements.typePls(f))
                .filter(f -> prets.stream().anyMatch(p -> f.equals(p.financement())))
                .filter(f -> prets.stream().noneMatch(p -> f.equals(p.financement()) && p.caisseDesDepots()))
                .map(f -> Probleme.tableau(
                        "Le financement %s n’a aucun prêt de la Caisse des dépôts (CDC pour le foncier ou CDC pour le logement). Ajoutez-en un ou corrigez le prêteur d’une ligne."
                                .formatted(f)))
                .toList();
    }

    /** Rows then list, at once. */
    public static List<Probleme> verifier(List<LignePret> prets, ContexteFinancement contexte) {
        var problemes = new ArrayList<Probleme>();
        for (int i = 0; i < prets.size(); i++) {
            problemes.addAll(verifierLigne(i, prets.get(i), contexte));
        }
        problemes.addAll(verifierTableau(prets, contexte));
        return problemes;
    }

    /** Rows of one financement that share a number, blanks left aside; a remark, never a block. Source: 02 R97, DB-25. */
    public static List<Probleme> numerosEnDouble(List<LignePret> prets) {
        var parCle = new LinkedHashMap<Map.Entry<String, String>, List<Integer>>();
        for (int i = 0; i < prets.size(); i++) {
            var numero = net(prets.get(i).numero());
            if (!numero.isEmpty()) {
                var cle = Map.entry(net(prets.get(i).financement()), numero);
                parCle.computeIfAbsent(cle, _ -> new ArrayList<>()).add(i);
            }
        }
        var remarques = new ArrayList<Probleme>();
        parCle.forEach((cle, lignes) -> {
            if (lignes.size() > 1) {
                lignes.forEach(l -> remarques.add(Probleme.cellule(
                        l,
                        "numero",
                        "Plusieurs prêts %s portent le numéro « %s » : donnez-leur des numéros différents."
                                .formatted(cle.getKey(), cle.getValue()))));
            }
        });
        return remarques;
    }

    /** The year of end; call it only once the prêts are valid. Source: 02 R87–R94, DB-21. */
    public static List<Probleme> verifierAnnee(int annee, List<LignePret> prets, ContexteFinancement contexte) {
        int derniere = contexte.aujourdhui().getYear() + ANNEES_DEVANT;
        if (annee < PREMIERE_ANNEE || annee > derniere) {
            return List.of(Probleme.champ(
                    ANNEE,
                    "L’année de fin va de %d à %d ; vous avez écrit %d.".formatted(PREMIERE_ANNEE, derniere, annee)));
        }
        var problemes = new ArrayList<Probleme>();
        minimum(prets, contexte)
                .filter(m -> annee < m)
                .ifPresent(m -> problemes.add(Probleme.champ(
                        ANNEE, "La date de fin de la convention ne peut être inférieure à %d.".formatted(m))));
        maximum(contexte)
                .filter(m -> annee > m)
                .ifPresent(m -> problemes.add(Probleme.champ(
                        ANNEE, "La date de fin de la convention ne peut être supérieure à %d.".formatted(m))));
        return problemes;
    }

    /** Lower bound of the year of end, when a rule gives one. Source: 02 R88–R93. */
    public static Optional<Integer> minimum(List<LignePret> prets, ContexteFinancement contexte) {
        var reference = contexte.reference();
        if (contexte.mixte()) {
            return minimumSelonPrets(prets, contexte);
        }
        if (contexte.outreMer()) {
            return Optional.of(minimumOutreMer(prets, contexte));
        }
        if (contexte.typePls()) {
            return Optional.of(reference.getYear() + 15 + apresJuin(reference));
        }
        if (contexte.sansTravaux()) {
            return Optional.of(reference.getYear() + 9 + apresJuin(reference));
        }
        return minimumSelonPrets(prets, contexte);
    }

    /** Upper bound, of PLS-type conventions only. Source: 02 R91. */
    public static Optional<Integer> maximum(ContexteFinancement contexte) {
        boolean borne = !contexte.mixte()
                && !contexte.outreMer()
                && contexte.typePls()
                && !contexte.foyerOuResidence()
                && !contexte.avenant();
        return borne
                ? Optional.of(contexte.reference().getYear() + 40 + apresJuin(contexte.reference()))
                : Optional.empty();
    }

    private static int minimumOutreMer(List<LignePret> prets, ContexteFinancement contexte) {
        int neufAns = contexte.reference().getYear() + 9;
        if (contexte.sansTravaux()) {
            return neufAns;
        }
        return prets.stream()
                .flatMap(p -> p.fin().stream())
                .mapToInt(LocalDate::getYear)
                .reduce(neufAns, Math::max);
    }

    private static Optional<Integer> minimumSelonPrets(List<LignePret> prets, ContexteFinancement contexte) {
        return prets.stream()
                .filter(p -> p.caisseDesDepots() && p.fin().isPresent())
                .max(Comparator.comparing(p -> p.fin().orElseThrow()))
                .map(p -> {
                    var fin = p.fin().orElseThrow();
                    int octroi = Objects.requireNonNull(p.dateOctroi()).getYear();
                    int annee = Math.max(fin.getYear(), octroi + 9);
                    return annee + (contexte.foyerOuResidence() ? 0 : apresJuin(fin));
                });
    }

    private static int apresJuin(LocalDate date) {
        return date.getMonthValue() >= Month.JULY.getValue() ? 1 : 0;
    }

    /** Help beside the year. Source: 02 R95. */
    public static String aide(ContexteFinancement contexte) {
        if (!contexte.mixte() && contexte.typePls()) {
            return "Entre 15 et 40 ans après la signature.";
        }
        if (!contexte.mixte() && contexte.financementsDesLots().contains("SANS_FINANCEMENT")) {
            return "Plus de 9 ans après la signature.";
        }
        var base = "Année de signature plus la durée du prêt le plus long, 9 ans au minimum.";
        return contexte.foyerOuResidence()
                ? base
                : base + " Pour une signature après le 30 juin, comptez une année de plus.";
    }

    static String horsConvention(List<String> financements) {
        return "Ce financement n’est pas celui d’un lot de la convention. Financements possibles : %s."
                .formatted(String.join(", ", financements));
    }

    private static void longueur(int ligne, String champ, @Nullable String texte, List<Probleme> problemes) {
        if (texte != null && texte.length() > TEXTE_MAX) {
            problemes.add(Probleme.cellule(
                    ligne,
                    champ,
                    "%d caractères au plus ; vous en avez écrit %d.".formatted(TEXTE_MAX, texte.length())));
        }
    }

    static String net(@Nullable String texte) {
        return texte == null ? "" : texte.strip();
    }

    static boolean vide(@Nullable String texte) {
        return texte == null || texte.isBlank();
    }
}
