package fr.gouv.apilos.referentiel.bailleur;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bailleur is by itself (03 B1). */
class BailleurTest {

    @ParameterizedTest
    @CsvSource({
        // R-B1.2: fourteen digits give their company, anything else is its own pivot, and one that is known stays.
        "82000000800017,        '',        820000008",
        "820 000 008 00017,     '',        820000008",
        "820000008,             '',        820000008",
        "anne@exemple.fr,       '',        anne@exemple.fr",
        "ECOLO-12,              '',        ECOLO-12",
        "82000000800017,        552100554, 552100554"
    })
    void RB1_2_the_siren_follows_from_the_siret_only_while_it_is_empty(String siret, String siren, String attendu) {
        assertThat(bailleur(siret, siren, "HLM", null).regle().siren()).isEqualTo(attendu);
    }

    @Test
    void RB1_4_a_bailleur_is_named_with_its_siren() {
        assertThat(bailleur("820000008", "820000008", "HLM", null).libelle()).isEqualTo("Habitat (820000008)");
        assertThat(bailleur("820000008", " ", "HLM", null).libelle()).isEqualTo("Habitat");
    }

    @ParameterizedTest
    @EnumSource(SousNatureBailleur.class)
    void E19_every_sub_nature_gives_its_nature(SousNatureBailleur sousNature) {
        var hlm = EnumSet.of(
                SousNatureBailleur.OFFICE_PUBLIC_HLM,
                SousNatureBailleur.SA_HLM_ESH,
                SousNatureBailleur.COOPERATIVE_HLM_SCIC);
        var attendue = hlm.contains(sousNature)
                ? NatureBailleur.HLM
                : sousNature == SousNatureBailleur.SEM_EPL
                        ? NatureBailleur.SEM
                        : sousNature == SousNatureBailleur.PARTICULIERS ? NatureBailleur.PRIVES : NatureBailleur.AUTRES;
        var bailleur = bailleur("820000008", "", NatureBailleur.AUTRES.libelle(), sousNature.name())
                .regle();
        assertThat(bailleur.natureBailleur()).isEqualTo(attendue.libelle());
        assertThat(bailleur.estPrive()).isEqualTo(attendue == NatureBailleur.PRIVES);
        assertThat(SousNatureBailleur.values()).hasSize(24);
    }

    private static Bailleur bailleur(String siret, String siren, String nature, @Nullable String sousNature) {
        return Bailleur.nouveau(
                UUID.randomUUID(),
                siren,
                new Bailleur.Fiche(
                        "Habitat", siret, nature, sousNature, null, null, null, null, null, null, null, null, null));
    }
}
