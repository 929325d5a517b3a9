package fr.gouv.apilos.convention.recherche;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.tableur.Export;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cells of one row. */
class LigneDExportTest {

    @Test
    void R48_columns_are_those_of_the_field_in_their_order() {
        assertThat(ExportDeConventions.COLONNES.stream().map(Export.Champ::titre))
                .containsExactly(
                        "Numéro d'opération SIAP",
                        "Numéro de convention",
                        "Numéro d'avenant",
                        "Statut de la convention",
                        "Commune",
                        "Code postal",
                        "Code INSEE",
                        "Nom de l'opération",
                        "Instructeur",
                        "Type de financement",
                        "Nombre de logements",
                        "Nature de l'opération",
                        "Adresse",
                        "Raison sociale du bailleur",
                        "SIRET du Bailleur",
                        "Date de signature",
                        "Montant du loyer au m2",
                        "Livraison",
                        "Date de fin de conventionnement");
    }

    @Test
    void R49_D33_an_avenant_has_two_numbers_a_mixte_all_its_labels_a_missing_date_a_dash() {
        var avenant = ligne(true, "1", "13.T.26.1", "PLUS,PLAI_ADP,INCONNU", "17 avenue des Cèdres\nBât. B", null);
        assertThat(cellules(avenant))
                .containsExactly(
                        "2026001",
                        "13.T.26.1",
                        "1",
                        "5. Signée",
                        "Marseille",
                        "13008",
                        "13208",
                        "Les Lilas",
                        "Métropole",
                        "PLUS, PLAI_ADP, INCONNU",
                        12,
                        "Logements ordinaires",
                        "17 avenue des Cèdres, Bât. B, 13008 Marseille",
                        "Calanques",
                        "123",
                        LocalDate.of(2026, 3, 12),
                        new BigDecimal("6.50"),
                        "-",
                        "-");
        var convention = ligne(false, null, null, "", null, null);
        assertThat(convention.numeroDeConvention()).isEmpty();
        assertThat(convention.numeroDAvenant()).isEmpty();
        assertThat(convention.financements()).isEmpty();
        assertThat(convention.adresseComplete()).isEmpty();
    }

    private static Object[] cellules(LigneDExport ligne) {
        return ExportDeConventions.COLONNES.stream()
                .map(champ -> champ.valeur().apply(ligne))
                .toArray();
    }

    private static LigneDExport ligne(
            boolean avenant,
            @Nullable String numero,
            @Nullable String parent,
            String financements,
            @Nullable String adresse,
            @Nullable LocalDate livraison) {
        return new LigneDExport(
                "2026001",
                avenant,
                numero,
                parent,
                Statut.SIGNEE,
                "Marseille",
                "13008",
                "13208",
                "Les Lilas",
                "Métropole",
                financements,
                12,
                NatureLogement.LOGEMENTSORDINAIRES,
                adresse,
                "Calanques",
                "123",
                LocalDate.of(2026, 3, 12),
                new BigDecimal("6.50"),
                livraison,
                null);
    }
}
