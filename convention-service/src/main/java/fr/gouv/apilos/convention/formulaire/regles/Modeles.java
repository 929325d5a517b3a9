package fr.gouv.apilos.convention.formulaire.regles;

import static fr.gouv.apilos.platform.tableur.Colonne.choix;
import static fr.gouv.apilos.platform.tableur.Colonne.date;
import static fr.gouv.apilos.platform.tableur.Colonne.decimal;
import static fr.gouv.apilos.platform.tableur.Colonne.entier;
import static fr.gouv.apilos.platform.tableur.Colonne.texte;

import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workbooks of the form, one declaration per sheet. Source: 02 §7.1. */
public final class Modeles {

    private static final Colonne FINANCEMENT = choix("financement", "Financement", "Financement", Listes.FINANCEMENTS);

    public static final Feuille CADASTRE = new Feuille(
            "cadastre",
            "Références Cadastrales",
            3,
            List.of(
                    texte("section", "Section", "Section"),
                    texte("numero", "Numéro", "Numéro"),
                    texte("lieudit", "Lieudit", "Lieudit"),
                    texte("surface", "Surface", "Surface").avecConsigne("xx ha xx a xx ca"),
                    texte("autre", "Autre", "Autre")),
            List.of());

    public static final Feuille LOGEMENTS_EDD = new Feuille(
            "logements_edd",
            "EDD Simplifié",
            3,
            List.of(
                    texte("designation", "Désignation des logements", "Désignation"),
                    choix("financement", "Financement", "Financement", Listes.FINANCEMENTS_EDD),
                    texte("numero_lot", "Numéro de lot des logements", "Numéro de lot")),
            List.of());

    public static final Feuille PRETS = new Feuille(
            "financement",
            "Financements",
            3,
            List.of(
                    texte("numero", "Numéro\n(caractères alphanuméric)", "Numéro")
                            .avecConsigne("Obligatoire pour un prêt de la CDC"),
                    FINANCEMENT.avecConsigne("Le financement d’un lot de la convention"),
                    date("date_octroi", "Date d'octroi\n(format dd/mm/yyyy)", "Date d’octroi"),
                    entier("duree", "Durée\n(en années)", "Durée", "40")
                            .intitulee("Durée\n(en années)\nIndicative si le prêt est en cours de signature"),
                    decimal("montant", "Montant\n(en €)", "Montant", 2, "1 250 000,00"),
                    choix(
                            "preteur",
                            "Organisme financeur\n(choisir dans la liste déroulante)",
                            "Organisme financeur",
                            Listes.PRETEURS),
                    texte(
                            "autre",
                            "Préciser l'identité de l'organisme financeur si vous avez sélectionné 'Autre'",
                            "Autre organisme")),
            List.of("Numéro, date d’octroi et durée sont nécessaires quand l’organisme financeur est la CDC."));

    private static final Colonne DESIGNATION = texte("designation", "Désignation des logements", "Désignation")
            .obligatoirement()
            .avecConsigne("Votre nomenclature, la même que dans l’EDD simplifié (ex. : Bâtiment B, étage 4, n° 604)")
            .reperee("Col 1");
    private static final Colonne TYPE = choix("typologie", "Type", "Type", Listes.TYPOLOGIES);
    private static final Colonne HABITABLE = decimal(
                    "surface_habitable", "Surface habitable\n(article", "Surface habitable", 2, "54,20")
            .intitulee("Surface habitable\n(article R.156-1)")
            .obligatoirement()
            .reperee("Col 3");
    private static final Colonne COEFICIENT = decimal(
                    "coeficient", "Coefficient propre au logement", "Coefficient", 4, "1,0000")
            .obligatoirement()
            .avecConsigne("1 si vous n’appliquez pas de pondération");

    private static final List<Colonne> UTILE = List.of(
            DESIGNATION,
            TYPE,
            FINANCEMENT.reperee("Col 2"),
            HABITABLE,
            decimal("surface_annexes", "Surface des annexes\nRéelle", "Annexes, réelle", 2, "8,40")
                    .reperee("Col 4"),
            decimal(
                    "surface_annexes_retenue",
                    "Surface des annexes\nRetenue dans la SU",
                    "Annexes, retenue",
                    2,
                    "4,20"),
            decimal(
                            "surface_utile",
                            "Surface utile\n(surface habitable augmentée de 50% de la surface des annexes)",
                            "Surface utile",
                            2,
                            "58,40")
                    .obligatoirement()
                    .reperee("Col 5"));

    private static final List<Colonne> CORRIGEE = List.of(
            DESIGNATION,
            TYPE,
            FINANCEMENT.reperee("Col 2"),
            HABITABLE,
            decimal("surface_corrigee", "Surface corrigée", "Surface corrigée", 2, "62,00")
                    .obligatoirement()
                    .reperee("Col 4"));

    private static final List<String> NOTICE_LOGEMENTS = List.of(
            "Chaque logement porte une désignation qui n’est qu’à lui.",
            "Le loyer par m² est le même pour tous les logements d’un financement.");

    public static final Feuille LOGEMENTS = new Feuille(
            CategorieLogement.AVEC_LOYER.modele(),
            "Logements",
            4,
            ajouter(
                    UTILE,
                    decimal(
                                    "loyer_par_metre_carre",
                                    "Loyer maximum en € par m² de surface utile",
                                    "Loyer par m²",
                                    2,
                                    "7,12")
                            .obligatoirement()
                            .reperee("Col 6"),
                    COEFICIENT.reperee("Col 7"),
                    decimal("loyer", "Loyer maximum du logement en €\n(col 5 * col 6 * col 7)", "Loyer", 2, "415,81")
                            .reperee("Col 8")
                            .calculee("IF(G{n}*H{n}*I{n}>0,ROUND(G{n}*H{n}*I{n},2),\"\")")),
            NOTICE_LOGEMENTS);

    public static final Feuille LOGEMENTS_SANS_LOYER =
            new Feuille(CategorieLogement.SANS_LOYER.modele(), "Logements", 4, UTILE, NOTICE_LOGEMENTS);

    public static final Feuille LOGEMENTS_CORRIGEE = new Feuille(
            CategorieLogement.CORRIGEE.modele(),
            "Logements",
            4,
            ajouter(
                    CORRIGEE,
                    decimal(
                                    "loyer_par_metre_carre",
                                    "Loyer maximum en € par m² de surface corrigée",
                                    "Loyer par m²",
                                    2,
                                    "7,12")
                            .obligatoirement()
                            .reperee("Col 5"),
                    COEFICIENT.reperee("Col 6"),
                    decimal("loyer", "Loyer maximum du logement en €\n(col 4 * col 5 * col 6)", "Loyer", 2, "441,44")
                            .reperee("Col 7")
                            .calculee("IF(E{n}*F{n}*G{n}>0,ROUND(E{n}*F{n}*G{n},2),\"\")")),
            NOTICE_LOGEMENTS);

    public static final Feuille LOGEMENTS_CORRIGEE_SANS_LOYER =
            new Feuille(CategorieLogement.CORRIGEE_SANS_LOYER.modele(), "Logements", 4, CORRIGEE, NOTICE_LOGEMENTS);

    public static final Feuille LOGEMENTS_FOYER_RESIDENCE = new Feuille(
            "foyer_residence_logements",
            "Logements",
            3,
            List.of(
                    texte("designation", "Numéro du logement", "Numéro du logement")
                            .obligatoirement(),
                    choix("typologie", "Type", "Type", Listes.TYPOLOGIES_FOYER_RESIDENCE)
                            .obligatoirement(),
                    FINANCEMENT,
                    decimal("surface_habitable", "Surface habitable", "Surface habitable", 2, "18,50")
                            .intitulee("Surface habitable\npar local")
                            .obligatoirement(),
                    decimal("loyer", "Redevance maximale", "Redevance maximale", 2, "412,00")
                            .intitulee("Redevance maximale\npar logement prise en compte pour le calcul de l'APL")
                            .obligatoirement()),
            List.of());

    public static final Feuille ANNEXES = new Feuille(
            "annexes",
            "Annexes",
            3,
            List.of(
                    choix("typologie", "Type d'annexe", "Type d’annexe", Listes.TYPOLOGIES_ANNEXE),
                    FINANCEMENT,
                    texte("logement_designation", "Désignation des logements", "Désignation du logement"),
                    choix("logement_typologie", "Typologie des logements", "Typologie du logement", Listes.TYPOLOGIES),
                    decimal("surface_hors_surface_retenue", "Surface de l'annexe", "Surface de l’annexe", 2, "12,00"),
                    decimal("loyer_par_metre_carre", "Loyer unitaire en €", "Loyer unitaire", 2, "0,50"),
                    decimal("loyer", "Loyer maximum en €", "Loyer maximum", 2, "6,00")),
            List.of());

    public static final Feuille STATIONNEMENTS = new Feuille(
            "stationnements",
            "Stationnements",
            3,
            List.of(
                    choix(
                            "typologie",
                            "Type de stationnement",
                            "Type de stationnement",
                            Listes.TYPOLOGIES_STATIONNEMENT),
                    FINANCEMENT,
                    entier("nb_stationnements", "Nombre de stationnements", "Nombre", "12"),
                    decimal("loyer", "Loyer maximum en €", "Loyer maximum", 2, "25,00")),
            List.of());

    public static final Feuille LOCAUX_COLLECTIFS = new Feuille(
            "locaux_collectifs",
            "Locaux Collectifs",
            3,
            List.of(
                    texte("type_local", "Type de local", "Type de local"),
                    decimal("surface_habitable", "Surface habitable", "Surface habitable", 2, "42,00"),
                    entier("nombre", "Nombre", "Nombre", "1")),
            List.of());

    /** Every workbook; those of the single archive are all of them. Source: 02 R59, R61, DB-32. */
    public static final List<Feuille> TOUS = List.of(
            ANNEXES,
            CADASTRE,
            PRETS,
            LOGEMENTS_EDD,
            LOGEMENTS,
            LOGEMENTS_SANS_LOYER,
            LOGEMENTS_CORRIGEE,
            LOGEMENTS_CORRIGEE_SANS_LOYER,
            STATIONNEMENTS,
            LOCAUX_COLLECTIFS,
            LOGEMENTS_FOYER_RESIDENCE);

    private Modeles() {}

    public static Optional<Feuille> trouver(String modele) {
        return TOUS.stream().filter(f -> f.modele().equals(modele)).findFirst();
    }

    public static Feuille de(CategorieLogement categorie) {
        return switch (categorie) {
            case AVEC_LOYER -> LOGEMENTS;
            case SANS_LOYER -> LOGEMENTS_SANS_LOYER;
            case CORRIGEE -> LOGEMENTS_CORRIGEE;
            case CORRIGEE_SANS_LOYER -> LOGEMENTS_CORRIGEE_SANS_LOYER;
        };
    }

    private static List<Colonne> ajouter(List<Colonne> debut, Colonne... suite) {
        var toutes = new ArrayList<>(debut);
        toutes.addAll(List.of(suite));
        return toutes;
    }
}
