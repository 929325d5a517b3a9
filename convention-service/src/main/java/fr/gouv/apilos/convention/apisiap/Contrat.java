package fr.gouv.apilos.convention.apisiap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The objects of the contract with SIAP, member by member, in its order and its spelling (05 G6, O5). */
final class Contrat {

    private Contrat() {}

    /** A decimal of the contract: a text with a fixed number of decimals. */
    static @Nullable String decimal(@Nullable BigDecimal valeur, int decimales) {
        return valeur == null
                ? null
                : valeur.setScale(decimales, RoundingMode.HALF_UP).toPlainString();
    }

    /** A number of the contract that is not a text. */
    static @Nullable Double nombre(@Nullable BigDecimal valeur) {
        return valeur == null ? null : valeur.doubleValue();
    }

    /** One counter of SIAP's dashboard. */
    @JsonPropertyOrder({"indicateur_redirection_url", "indicateur_valeur", "indicateur_label"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Indicateur(String indicateurRedirectionUrl, long indicateurValeur, String indicateurLabel) {}

    @JsonPropertyOrder({
        "nom",
        "siren",
        "siret",
        "adresse",
        "code_postal",
        "ville",
        "capital_social",
        "sous_nature_bailleur"
    })
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Bailleur(
            String nom,
            String siren,
            String siret,
            @Nullable String adresse,
            @Nullable String codePostal,
            @Nullable String ville,
            @Nullable Double capitalSocial,
            String sousNatureBailleur) {}

    @JsonPropertyOrder({"nom", "code", "ville_signature"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Administration(String nom, String code, @Nullable String villeSignature) {}

    @JsonPropertyOrder({"typologie", "surface_hors_surface_retenue", "loyer_par_metre_carre", "loyer"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Annexe(String typologie, String surfaceHorsSurfaceRetenue, String loyerParMetreCarre, String loyer) {}

    @JsonPropertyOrder({
        "designation",
        "typologie",
        "surface_habitable",
        "surface_annexes",
        "surface_annexes_retenue",
        "surface_utile",
        "loyer_par_metre_carre",
        "coeficient",
        "loyer",
        "annexes"
    })
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Logement(
            String designation,
            String typologie,
            @Nullable String surfaceHabitable,
            @Nullable String surfaceAnnexes,
            @Nullable String surfaceAnnexesRetenue,
            @Nullable String surfaceUtile,
            @Nullable String loyerParMetreCarre,
            @Nullable String coeficient,
            @Nullable String loyer,
            List<Annexe> annexes) {}

    @JsonPropertyOrder({"typologie", "nb_stationnements", "loyer"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Stationnement(String typologie, int nbStationnements, String loyer) {}

    @JsonPropertyOrder({"preteur", "autre", "date_octroi", "numero", "duree", "montant"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Pret(
            String preteur,
            @Nullable String autre,
            @Nullable LocalDate dateOctroi,
            @Nullable String numero,
            @Nullable Integer duree,
            String montant) {}

    @JsonPropertyOrder({"nb_logements", "financement", "type_habitat", "prets", "logements", "type_stationnements"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Lot(
            @Nullable Integer nbLogements,
            String financement,
            String typeHabitat,
            List<Pret> prets,
            List<Logement> logements,
            List<Stationnement> typeStationnements) {}

    /** The programme a convention stands on: an avenant may have its own copy. */
    @JsonPropertyOrder({
        "nom",
        "code_postal",
        "ville",
        "adresse",
        "numero_operation",
        "zone_123",
        "zone_abc",
        "type_operation",
        "anru",
        "date_achevement_previsible",
        "date_achat",
        "date_achevement"
    })
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Version(
            String nom,
            String codePostal,
            String ville,
            String adresse,
            String numeroOperation,
            @JsonProperty("zone_123") @Nullable String zone123,
            @Nullable String zoneAbc,
            String typeOperation,
            boolean anru,
            @Nullable LocalDate dateAchevementPrevisible,
            @Nullable LocalDate dateAchat,
            @Nullable LocalDate dateAchevement) {}

    /** A convention or an avenant. */
    @JsonPropertyOrder({"date_fin_conventionnement", "fond_propre", "lots", "operation_version", "numero", "statut"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Convention(
            @Nullable LocalDate dateFinConventionnement,
            @Nullable Double fondPropre,
            List<Lot> lots,
            Version operationVersion,
            @Nullable String numero,
            String statut) {}

    /** What is said of an opération, whether it is known or not (05 O5, D1). */
    sealed interface Reponse permits Operation, OperationVide {}

    /**
     * An opération and its conventions.
     *
     * @param allConventionsAreSigned and {@code lastConventionsState}: when its closing is asked, null otherwise
     */
    @JsonPropertyOrder({
        "nom",
        "bailleur",
        "administration",
        "conventions",
        "code_postal",
        "ville",
        "adresse",
        "numero_operation",
        "zone_123",
        "zone_abc",
        "type_operation",
        "anru",
        "date_achevement_previsible",
        "date_achat",
        "date_achevement",
        "all_conventions_are_signed",
        "last_conventions_state"
    })
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Operation(
            String nom,
            @Nullable Bailleur bailleur,
            @Nullable Administration administration,
            List<Convention> conventions,
            String codePostal,
            String ville,
            String adresse,
            String numeroOperation,
            @JsonProperty("zone_123") @Nullable String zone123,
            @Nullable String zoneAbc,
            String typeOperation,
            boolean anru,
            @Nullable LocalDate dateAchevementPrevisible,
            @Nullable LocalDate dateAchat,
            @Nullable LocalDate dateAchevement,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean allConventionsAreSigned,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Convention> lastConventionsState)
            implements Reponse {}

    /** The answer to an unknown number where SIAP still expects one (05 O2, D1). */
    @JsonPropertyOrder({
        "nom",
        "conventions",
        "code_postal",
        "ville",
        "adresse",
        "numero_operation",
        "zone_123",
        "zone_abc",
        "type_operation",
        "anru",
        "date_achevement_previsible",
        "date_achat",
        "date_achevement",
        "last_conventions_state"
    })
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record OperationVide(
            String nom,
            List<Convention> conventions,
            String codePostal,
            String ville,
            String adresse,
            String numeroOperation,
            @JsonProperty("zone_123") @Nullable String zone123,
            @Nullable String zoneAbc,
            @Nullable String typeOperation,
            boolean anru,
            @Nullable LocalDate dateAchevementPrevisible,
            @Nullable LocalDate dateAchat,
            @Nullable LocalDate dateAchevement,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Convention> lastConventionsState)
            implements Reponse {

        static OperationVide pour(boolean cloture) {
            return new OperationVide(
                    "",
                    List.of(),
                    "",
                    "",
                    "",
                    "",
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null,
                    cloture ? List.of() : null);
        }
    }

    /**
     * Outcome of a cancellation; a refusal is said so, not by the status of the answer (05 E6).
     *
     * @param status {@code SUCCESS} or {@code ERROR}
     * @param message French sentence SIAP shows, with an error only
     */
    @JsonPropertyOrder({"status", "message"})
    record Annulation(
            String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String message) {

        static final Annulation FAITE = new Annulation("SUCCESS", null);
    }
}
