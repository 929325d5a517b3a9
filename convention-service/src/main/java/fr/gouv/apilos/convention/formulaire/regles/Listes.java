package fr.gouv.apilos.convention.formulaire.regles;

import fr.gouv.apilos.platform.tableur.Choix;
import java.util.List;

/** Lists of choices of the form and of its workbooks: stored code, label, spellings met in spreadsheets. Source: 02 §15, R54. */
public final class Listes {

    public static final List<Choix> FINANCEMENTS = List.of(
            Choix.de("PLUS", "PLUS"),
            Choix.de("PLUS_CD", "PLUS_CD", "PLUS CD"),
            Choix.de("PLAI", "PLAI"),
            Choix.de("PLAI_ADP", "PLAI_ADP", "PLAI ADP"),
            Choix.de("PLAI_FTM", "PLAI Foyer de travailleurs migrants"),
            Choix.de("PLAI_RE", "PLAI Réhabiliation", "PLAI Réhabilitation"),
            Choix.de("PLUS-PLAI", "PLUS-PLAI"),
            Choix.de("PLS", "PLS"),
            Choix.de("PALULOS", "PALULOS"),
            Choix.de("PALU_AV_21", "PALULOS avant 2021"),
            Choix.de("PALUCOM", "PALULOS communal"),
            Choix.de("PALU_COM", "PALULOS communal"),
            Choix.de("PALU_RE", "PALULOS Réhabiliation", "PALULOS Réhabilitation"),
            Choix.de("SANS_FINANCEMENT", "Sans Financement"),
            Choix.de("LLS", "LLS"),
            Choix.de("LLTS", "LLTS"),
            Choix.de("LLTSA", "LLTSA"),
            Choix.de("PLS_DOM", "PLS outre-mer"),
            Choix.de("SALLS_R", "SALLS Réhabiliation", "SALLS Réhabilitation"),
            Choix.de("SALLS_P", "SALLS Parasismique"),
            Choix.de("SECD_VIE", "Seconde vie"),
            Choix.de("RENO", "Renovation", "Rénovation"));

    public static final List<Choix> FINANCEMENTS_EDD =
            prendre(FINANCEMENTS, "PLUS", "PLUS_CD", "PLAI", "PLS", "SANS_FINANCEMENT");

    public static final List<Choix> PRETEURS = List.of(
            Choix.de("ETAT", "Etat"),
            Choix.de("EPCI", "EPCI"),
            Choix.de("REGION", "Région"),
            Choix.de("VILLE", "Ville"),
            Choix.de("CDCF", "CDC pour le foncier"),
            Choix.de("CDCL", "CDC pour le logement"),
            Choix.de("COMMUNE", "Commune et action logement"),
            Choix.de("ANRU", "ANRU"),
            Choix.de("AUTRE", "Autre/Subventions", "Autre", "Autre / Subventions"));

    /** Of the HLM form and of annexes. Source: 03 A2. */
    public static final List<Choix> TYPOLOGIES = List.of(
            Choix.de("T1", "T1", "1"),
            Choix.de("T1bis", "T1 bis", "1bis", "1 bis", "T1bis"),
            Choix.de("T1prime", "T1'"),
            Choix.de("T2", "T2", "2"),
            Choix.de("T3", "T3", "3"),
            Choix.de("T4", "T4", "4"),
            Choix.de("T5", "T5", "5", "5 et plus", "T5 et plus"),
            Choix.de("T6", "T6 et plus", "6", "T6", "6 et plus"));

    public static final List<Choix> TYPOLOGIES_FOYER_RESIDENCE = List.of(
            Choix.de("T1", "T1", "1"),
            Choix.de("T1bis", "T1 bis", "1bis", "1 bis", "T1bis"),
            Choix.de("T1prime", "T1'"),
            Choix.de("T2", "T2", "2"),
            Choix.de("T3", "T3", "3"),
            Choix.de("T4", "T4", "4"),
            Choix.de("T5", "T5", "5", "5 et plus", "T5 et plus"),
            Choix.de("T6", "T6", "6", "6 et plus", "T6 et plus"),
            Choix.de("T7", "T7", "7"));

    public static final List<Choix> TYPES_OPERATION = List.of(
            Choix.de("SANSOBJET", "Sans Objet"),
            Choix.de("NEUF", "Construction Neuve"),
            Choix.de("VEFA", "Construction Neuve > VEFA"),
            Choix.de("ACQUIS", "Acquisition"),
            Choix.de("ACQUISAMELIORATION", "Acquisition-Amélioration"),
            Choix.de("REHABILITATION", "Réhabilitation"),
            Choix.de("ACQUISSANSTRAVAUX", "Acquisition sans travaux"),
            Choix.de("SANSTRAVAUX", "Sans aide financière (sans travaux)"),
            Choix.de("USUFRUIT", "Usufruit"));

    public static final List<Choix> TYPES_HABITAT = List.of(
            Choix.de("MIXTE", "Mixte"), Choix.de("INDIVIDUEL", "Individuel"), Choix.de("COLLECTIF", "Collectif"));

    public static final List<Choix> TYPOLOGIES_ANNEXE =
            List.of(Choix.de("TERRASSE", "Terrasse"), Choix.de("JARDIN", "Jardin"), Choix.de("COUR", "Cour"));

    public static final List<Choix> TYPOLOGIES_STATIONNEMENT = List.of(
            Choix.de("GARAGE_AERIEN", "Garage aérien"),
            Choix.de("GARAGE_ENTERRE", "Garage enterré"),
            Choix.de("PLACE_STATIONNEMENT", "Place de stationnement"),
            Choix.de("PARKING_EXTERIEUR_PRIVATIF", "Parking extérieur privatif"),
            Choix.de("PARKING_SOUSSOL", "Parking en sous-sol ou en superstructure"),
            Choix.de("GARAGE_BOXE_SIMPLE", "Garage boxé simple"),
            Choix.de("GARAGE_BOXE_DOUBLE", "Garage boxé double"),
            Choix.de("EXTERIEUR_BOXE", "extérieur boxé"),
            Choix.de("SOUSSOL_BOXE", "en sous-sol boxé"),
            Choix.de("CARPORT", "Carport"),
            Choix.de("DEUX_ROUES_EXTERIEUR", "2 roues en extérieur"),
            Choix.de("DEUX_ROUES_SOUSSOL", "2 roues en sous-sol"),
            Choix.de("DOUBLE_SOUSSOL", "Parking double en sous-sol"),
            Choix.de("DOUBLE_SUPERSTRUCTURE", "Parking double en superstructure"),
            Choix.de("INDIVIDUEL_JUMELES_PAR_2", "Garages individuels jumelés par blocs de 2"),
            Choix.de("PLACE_PARKING_ACCOLEE", "Place de parking accolée à chaque garage"),
            Choix.de("PARKING_SUPERSTRUCTURE", "Parking en Superstructure"));

    private Listes() {}

    /** The choices of these codes, in this order; unknown codes are left out. */
    public static List<Choix> prendre(List<Choix> liste, String... codes) {
        return List.of(codes).stream()
                .flatMap(code -> liste.stream().filter(c -> c.code().equals(code)))
                .toList();
    }

    /** The label people read, or the code itself when it is unknown. */
    public static String libelle(List<Choix> liste, @org.jspecify.annotations.Nullable String code) {
        if (code == null) {
            return "";
        }
        return liste.stream()
                .filter(c -> c.code().equals(code))
                .map(Choix::libelle)
                .findFirst()
                .orElse(code);
    }
}
