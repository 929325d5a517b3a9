package fr.gouv.apilos.convention.formulaire.regles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceTest {

    @ParameterizedTest
    @CsvSource({
        "AUTRE,false,false,FOYER",
        "AUTRE,true,true,FOYER",
        "HEBERGEMENT,false,false,RESIDENCE",
        "RESISDENCESOCIALE,false,true,RESIDENCE",
        "PENSIONSDEFAMILLE,true,false,RESIDENCE_AVEC_EDD",
        "RESIDENCEDACCUEIL,false,false,RESIDENCE",
        "LOGEMENTSORDINAIRES,false,false,HLM_COURTE",
        "LOGEMENTSORDINAIRES,false,true,HLM",
        "LOGEMENTSORDINAIRES,true,false,HLM",
        "RESIDENCEUNIVERSITAIRE,false,false,HLM",
        "RHVS,false,false,HLM"
    })
    void R7_sequence_selon_nature_publication_et_bailleur(
            String nature, boolean publication, boolean type12, Sequence attendue) {
        assertThat(Sequence.pour(new Nature(nature), publication, type12)).isEqualTo(attendue);
    }

    @ParameterizedTest
    @CsvSource({
        "RESIDENCEUNIVERSITAIRE,false,EDD", "HEBERGEMENT,false,FINANCEMENT", "RESISDENCESOCIALE,false,FINANCEMENT",
        "PENSIONSDEFAMILLE,false,FINANCEMENT", "RESIDENCEDACCUEIL,false,FINANCEMENT",
                "LOGEMENTSORDINAIRES,false,FINANCEMENT",
        "LOGEMENTSORDINAIRES,true,EDD", "RHVS,false,EDD", "AUTRE,false,EDD"
    })
    void R8_etape_apres_le_cadastre_en_projet(String nature, boolean type12, Etape suivante) {
        var etapes = Sequence.pour(new Nature(nature), false, type12).etapes();
        assertThat(new Position(Etape.CADASTRE, etapes).suivante()).contains(suivante);
    }

    @ParameterizedTest
    @CsvSource({
        "LOGEMENTSORDINAIRES,LOGEMENTS",
        "RHVS,LOGEMENTS",
        "AUTRE,LOGEMENTS_FOYER_RESIDENCE",
        "HEBERGEMENT,LOGEMENTS_FOYER_RESIDENCE"
    })
    void R8_etape_apres_le_financement(String nature, Etape suivante) {
        var etapes = Sequence.pour(new Nature(nature), false, false).etapes();
        assertThat(new Position(Etape.FINANCEMENT, etapes).suivante()).contains(suivante);
    }

    @Test
    void R9_R10_avenants() {
        assertThat(Sequence.cartesAvenant(new Nature("LOGEMENTSORDINAIRES")))
                .contains(Etape.EDD, Etape.STATIONNEMENTS)
                .doesNotContain(Etape.COLLECTIF);
        assertThat(Sequence.cartesAvenant(new Nature("HEBERGEMENT")))
                .contains(Etape.ATTRIBUTION_RESIDENCE)
                .doesNotContain(Etape.ATTRIBUTION_FOYER);
        assertThat(Sequence.avenant(Etape.ANNEXES)).containsExactly(Etape.LOGEMENTS, Etape.ANNEXES);
        assertThat(Sequence.avenant(Etape.COLLECTIF)).containsExactly(Etape.LOGEMENTS_FOYER_RESIDENCE, Etape.COLLECTIF);
        assertThat(Sequence.avenant(Etape.BAILLEUR)).containsExactly(Etape.BAILLEUR);
    }

    @Test
    void R12_DB43_numero_total_et_voisins() {
        var debut = new Position(Etape.BAILLEUR, Sequence.HLM_COURTE.etapes());
        assertThat(debut.numero()).isEqualTo(1);
        assertThat(debut.total()).isEqualTo(8);
        assertThat(debut.precedente()).isEmpty();
        var fin = new Position(Etape.COMMENTAIRES, Sequence.HLM_COURTE.etapes());
        assertThat(fin.numero()).isEqualTo(8);
        assertThat(fin.suivante()).isEmpty();
    }

    @Test
    void une_etape_sans_page_n_est_ni_comptee_ni_proposee() {
        var offertes = EnumSet.of(Etape.BAILLEUR, Etape.OPERATION, Etape.FINANCEMENT, Etape.LOGEMENTS);
        var operation = Position.de(Etape.OPERATION, Sequence.HLM_COURTE.etapes(), offertes)
                .orElseThrow();
        assertThat(operation.suivante()).contains(Etape.FINANCEMENT);
        assertThat(operation.total()).isEqualTo(4);
        assertThat(Position.de(Etape.EDD, Sequence.HLM_COURTE.etapes(), EnumSet.allOf(Etape.class)))
                .isEmpty();
    }

    @Test
    void chemins_des_etapes_sans_ambiguite() {
        assertThat(Etape.duChemin("programme")).contains(Etape.OPERATION);
        assertThat(Etape.duChemin("avenant_stationnement")).contains(Etape.STATIONNEMENTS);
        assertThat(Etape.duChemin("")).isEmpty();
        assertThat(List.of(Etape.values()).stream().map(e -> e.chemin(true))).doesNotHaveDuplicates();
    }
}
