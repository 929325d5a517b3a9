package fr.gouv.apilos.habilitation.siap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A habilitation as SIAP says it, with the fields used here (04 §5.1). Codes arrive as text or as numbers (D12).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HabilitationSiap(
        long id,
        @Nullable String statut,
        @Nullable LocalDate dateExpiration,
        @Nullable String entete,
        @Nullable String sousTitre1,
        @Nullable String sousTitre2,
        @Nullable GroupeSiap groupe,
        @Nullable Gestionnaire gestionnaire,
        @Nullable EntiteMorale entiteMorale,
        @Nullable Portee porteeTerritComp,
        @Nullable Personne utilisateur) {

    /** Role within SIAP. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record GroupeSiap(
            @Nullable Profil profil,
            @Nullable String codeRole,
            @Nullable String libelleRole) {}

    /** One of SIAP's profiles. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Profil(@Nullable String code, @Nullable String libelle) {}

    /** The service of the State or local authority. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Gestionnaire(
            @Nullable String code, @Nullable String libelle) {}

    /** The bailleur. Absent and null differ for SIAP (05 §8.1), so the document is kept as it came. */
    public record EntiteMorale(JsonNode document) {
        /** Reads the document whole. */
        @com.fasterxml.jackson.annotation.JsonCreator(
                mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)
        public EntiteMorale {}

        /** A field as text; empty when absent, null or blank. */
        public String texte(String champ) {
            var valeur = document.path(champ);
            return valeur.isMissingNode() || valeur.isNull()
                    ? ""
                    : valeur.asString("").strip();
        }
    }

    /** Where the habilitation holds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Portee(
            @Nullable String codePortee,
            @Nullable Territoire regComp,
            @Nullable Territoire depComp) {}

    /** A région or a département. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Territoire(
            @Nullable String code, @Nullable String libelle) {}

    /** Who holds it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Personne(
            @Nullable String nom,
            @Nullable String prenom,
            @Nullable String email) {

        /** First name and name, empty when SIAP says neither. */
        public String nomAffiche() {
            return (texte(prenom) + " " + texte(nom)).strip();
        }

        private static String texte(@Nullable String brut) {
            return brut == null ? "" : brut.strip();
        }
    }

    /** Only validated ones count, and only until they expire (04 R27, D11). */
    boolean valable(LocalDate jour) {
        return "VALIDEE".equals(statut) && (dateExpiration == null || !dateExpiration.isBefore(jour));
    }
}
