package fr.gouv.apilos.convention.convention;

import static java.util.Map.entry;

import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import java.util.Map;
import java.util.Optional;

/**
 * What can be commented: one catalogue for the server, the forms and the labels (06 D5, D6). A step that comes later adds its
 * fields here.
 */
public final class Commentables {

    /** Field of a key that stands for a whole table (06 COM-14). */
    public static final String TABLEAU = "all";

    /** Field of a key that stands for one row of a table. */
    public static final String LIGNE = "uuid";

    /**
     * One thing that can be commented.
     *
     * @param rubrique the step where it is read and changed
     */
    public record Commentable(String libelle, Rubrique rubrique) {}

    private static final Map<String, Commentable> CATALOGUE = Map.ofEntries(
            bailleur("bailleur__nom", "Nom du bailleur"),
            bailleur("bailleur__adresse", "Adresse du bailleur"),
            bailleur("convention__identification_bailleur", "Identification personnalisée du bailleur"),
            bailleur("convention__identification_bailleur_detail", "Identification du bailleur"),
            bailleur("convention__signataire_nom", "Nom du signataire du bailleur"),
            bailleur("convention__signataire_fonction", "Fonction du signataire du bailleur"),
            bailleur("convention__signataire_date_deliberation", "Date de délibération du signataire du bailleur"),
            bailleur("convention__signataire_bloc_signature", "Bloc de signature du bailleur"),
            bailleur("convention__gestionnaire", "Entreprise gestionnaire"),
            bailleur("convention__gestionnaire_signataire_nom", "Nom du signataire du gestionnaire"),
            bailleur("convention__gestionnaire_signataire_fonction", "Fonction du signataire du gestionnaire"),
            bailleur(
                    "convention__gestionnaire_signataire_date_deliberation",
                    "Date de délibération du signataire du gestionnaire"),
            bailleur("convention__gestionnaire_bloc_info_complementaire", "Identification du gestionnaire"),
            operation("programme__nom", "Nom de l’opération"),
            operation("convention__adresse", "Adresse de l’opération"),
            operation("programme__code_postal", "Code postal de l’opération"),
            operation("programme__ville", "Ville de l’opération"),
            operation("programme__type_operation", "Type d’opération"),
            operation("lot__type_habitat", "Type d’habitat de l’opération"),
            operation("programme__anru", "Option ANRU de l’opération"),
            operation("programme__anah", "Option ANAH de l’opération"),
            operation("programme__seconde_vie", "Seconde vie"),
            operation("programme__nb_locaux_commerciaux", "Nombre de locaux commerciaux de l’opération"),
            operation("programme__nb_bureaux", "Nombre de bureaux de l’opération"),
            operation("programme__autres_locaux_hors_convention", "Autres locaux de l’opération"),
            cadastre("programme__permis_construire", "Permis de construire de l’opération"),
            cadastre("programme__date_convention_location", "Date de la convention de location"),
            cadastre("programme__date_autorisation_hors_habitat_inclusif", "Date d’autorisation hors habitat inclusif"),
            cadastre(
                    "programme__departement_residence_argement_gestionnaire_intermediation",
                    "Département de l’agrément du gestionnaire"),
            cadastre(
                    "programme__ville_signature_residence_agrement_gestionnaire_intermediation",
                    "Ville de signature de l’agrément du gestionnaire"),
            cadastre(
                    "programme__date_residence_argement_gestionnaire_intermediation",
                    "Date de l’agrément du gestionnaire"),
            cadastre("programme__date_achat", "Date d’achat telle qu’indiquée sur l’acte notarié"),
            cadastre("programme__date_acte_notarie", "Date de l’acte notarié de l’opération"),
            cadastre("programme__date_achevement_previsible", "Date d’achèvement prévisible de l’opération"),
            cadastre(
                    "programme__date_achevement",
                    "Date d’achèvement ou d’obtention de certificat de conformité de l’opération"),
            cadastre("programme__vendeur", "Vendeur tel qu’indiqué sur l’acte notarié"),
            cadastre("programme__acquereur", "Acquéreur tel qu’indiqué sur l’acte notarié"),
            cadastre("programme__reference_notaire", "Référence du notaire tel qu’indiqué sur l’acte notarié"),
            cadastre("programme__reference_publication_acte", "Référence de publication de l’acte notarié"),
            cadastre("programme__reference_cadastrale", "Références cadastrales de l’opération"),
            cadastre("programme__effet_relatif", "Effet relatif de l’opération"),
            cadastre("programme__acte_de_propriete", "Acte de propriété ou acte notarial"),
            cadastre("programme__certificat_adressage", "Certificat d’adressage ou autres"),
            edd("lot__edd_volumetrique", "EDD volumétrique"),
            edd("programme__mention_publication_edd_volumetrique", "Mention de publication de l’EDD volumétrique"),
            edd("lot__edd_classique", "EDD classique"),
            edd("programme__mention_publication_edd_classique", "Mention de publication de l’EDD classique"),
            edd("programme__edd_stationnements", "EDD pour les stationnements"),
            commentaires("convention__attached", "Fichiers à joindre à la convention"),
            commentaires("convention__commentaires", "Commentaires à l’attention de l’instructeur"),
            financement("convention__date_fin_conventionnement", "Date de fin de la convention"),
            financement("convention__fond_propre", "Fonds propres finançant l’opération"),
            financement("convention__historique_financement_public", "Historique des financements publics"),
            cadastre("reference_cadastrale__all", "Tableau des références cadastrales"),
            cadastre("reference_cadastrale__uuid", "Une ligne du tableau des références cadastrales"),
            edd("logement_edd__all", "Tableau de l'EDD simplifié"),
            edd("logement_edd__uuid", "Une ligne du tableau de l'EDD simplifié"),
            financement("pret__all", "Tableau des prêts et financements"),
            financement("pret__uuid", "Une ligne du tableau des prêts et financements"),
            logements("lot__nb_logements", "Nombre de logements"),
            logements("lot__lgts_mixite_sociale_negocies", "Option de mixité sociale négociée"),
            logements("lot__loyer_derogatoire", "Loyer dérogatoire des logements"),
            logements("lot__surface_locaux_collectifs_residentiels", "Surface des locaux collectifs résidentiels"),
            logements(
                    "lot__loyer_associations_foncieres",
                    "Montant du loyer pour les associations foncières et leurs filiales"),
            logements("logement__all", "Tableau des logements en surface utile avec loyers"),
            logements("logement__uuid", "Une ligne du tableau des logements"));

    private Commentables() {}

    /** What a key names; nothing when it cannot be commented. */
    public static Optional<Commentable> de(String objet, String champ) {
        return Optional.ofNullable(CATALOGUE.get(objet + "__" + champ));
    }

    /** How a key is called; the raw names when the catalogue does not hold it, as for old data (06 D5). */
    public static String libelle(String objet, String champ) {
        return de(objet, champ).map(Commentable::libelle).orElse(objet + " - " + champ);
    }

    private static Map.Entry<String, Commentable> bailleur(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.BAILLEUR));
    }

    private static Map.Entry<String, Commentable> operation(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.OPERATION));
    }

    private static Map.Entry<String, Commentable> cadastre(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.CADASTRE));
    }

    private static Map.Entry<String, Commentable> edd(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.EDD));
    }

    private static Map.Entry<String, Commentable> commentaires(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.COMMENTAIRES));
    }

    private static Map.Entry<String, Commentable> financement(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.FINANCEMENT));
    }

    private static Map.Entry<String, Commentable> logements(String cle, String libelle) {
        return entry(cle, new Commentable(libelle, Rubrique.LOGEMENTS));
    }
}
