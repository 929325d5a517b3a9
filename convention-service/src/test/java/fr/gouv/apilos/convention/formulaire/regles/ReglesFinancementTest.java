package fr.gouv.apilos.convention.formulaire.regles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReglesFinancementTest {

    private static final LocalDate MARS = LocalDate.of(2026, 3, 12);
    private static final LocalDate JUILLET = LocalDate.of(2026, 7, 1);

    private static ContexteFinancement contexte(LocalDate reference, String... financements) {
        return new ContexteFinancement(false, false, false, false, List.of(financements), MARS, reference);
    }

    private static ContexteFinancement contexte(
            boolean foyer,
            boolean outreMer,
            boolean sansTravaux,
            boolean avenant,
            LocalDate reference,
            String... financements) {
        return new ContexteFinancement(foyer, outreMer, sansTravaux, avenant, List.of(financements), MARS, reference);
    }

    private static LignePret cdc(String financement, LocalDate octroi, Integer duree) {
        return new LignePret(null, "N1", financement, octroi, duree, new BigDecimal("1000.00"), "CDCL", null);
    }

    private static LignePret autre(String financement, LocalDate octroi, Integer duree) {
        return new LignePret(null, "N2", financement, octroi, duree, new BigDecimal("1000.00"), "ETAT", null);
    }

    private static List<String> champs(LignePret pret, ContexteFinancement contexte) {
        return ReglesFinancement.verifierLigne(0, pret, contexte).stream()
                .map(Probleme::champ)
                .toList();
    }

    private static boolean accepte(int annee, List<LignePret> prets, ContexteFinancement contexte) {
        return ReglesFinancement.verifierAnnee(annee, prets, contexte).isEmpty();
    }

    @Test
    void R83_date_de_fin() {
        assertThat(ReglesFinancement.dateFin(2060, true)).isEqualTo(LocalDate.of(2060, 12, 31));
        assertThat(ReglesFinancement.dateFin(2060, false)).isEqualTo(LocalDate.of(2060, 6, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CDCF", "CDCL"})
    void R84_un_pret_cdc_exige_date_duree_et_numero(String preteur) {
        var pret = new LignePret(null, " ", "PLUS", null, null, BigDecimal.TEN, preteur, null);
        assertThat(champs(pret, contexte(MARS, "PLUS"))).containsExactlyInAnyOrder("date_octroi", "duree", "numero");
    }

    @Test
    void R85_preteur_autre_a_preciser() {
        var pret = new LignePret(null, null, "PLUS", null, null, BigDecimal.TEN, "AUTRE", "");
        assertThat(champs(pret, contexte(MARS, "PLUS"))).containsExactly("autre");
    }

    @Test
    void montant_et_financement_obligatoires_et_bornes() {
        var vide = new LignePret(null, null, null, null, null, null, null, null);
        assertThat(champs(vide, contexte(MARS, "PLUS"))).containsExactly("financement", "montant");
        var trop = new LignePret(null, null, "PLUS", null, null, new BigDecimal("10000000000"), null, null);
        assertThat(champs(trop, contexte(MARS, "PLUS"))).containsExactly("montant");
        var presque = new LignePret(null, null, "PLUS", null, null, new BigDecimal("9999999999.99"), null, null);
        assertThat(champs(presque, contexte(MARS, "PLUS"))).isEmpty();
        var negatif = new LignePret(null, null, "PLUS", null, null, new BigDecimal("-1"), null, null);
        assertThat(champs(negatif, contexte(MARS, "PLUS"))).containsExactly("montant");
    }

    @Test
    void DB7_le_financement_doit_etre_celui_d_un_lot() {
        assertThat(ReglesFinancement.verifierLigne(2, autre("PLS", null, null), contexte(MARS, "PLUS", "PLAI")))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.ligne()).isEqualTo(2);
                    assertThat(p.message()).endsWith("Financements possibles : PLUS, PLAI.");
                });
    }

    @Test
    void R86_un_pret_cdc_par_lot_qui_a_des_lignes_sauf_pls_et_sans_travaux() {
        var sansCdc = List.of(autre("PLUS", null, null));
        assertThat(ReglesFinancement.verifierTableau(sansCdc, contexte(MARS, "PLUS")))
                .hasSize(1);
        assertThat(ReglesFinancement.verifierTableau(List.of(), contexte(MARS, "PLUS")))
                .isEmpty();
        assertThat(ReglesFinancement.verifierTableau(List.of(autre("PLS", null, null)), contexte(MARS, "PLS")))
                .isEmpty();
        assertThat(ReglesFinancement.verifierTableau(sansCdc, contexte(false, false, true, false, MARS, "PLUS")))
                .isEmpty();
        assertThat(ReglesFinancement.verifierTableau(
                        List.of(cdc("PLUS", MARS, 40), autre("PLAI", null, null)), contexte(MARS, "PLUS", "PLAI")))
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("PLAI"));
    }

    @ParameterizedTest
    @CsvSource({"2034,false", "2035,true"})
    void R90_outre_mer_sans_travaux(int annee, boolean accepte) {
        assertThat(accepte(annee, List.of(), contexte(false, true, true, false, JUILLET, "LLS")))
                .isEqualTo(accepte);
    }

    @ParameterizedTest
    @CsvSource({"2069,false", "2070,true"})
    void R90_outre_mer_avec_tout_pret_date(int annee, boolean accepte) {
        var prets = List.of(autre("LLS", LocalDate.of(2020, 1, 1), 50));
        assertThat(accepte(annee, prets, contexte(false, true, false, false, MARS, "LLS")))
                .isEqualTo(accepte);
        assertThat(accepte(2035, prets, contexte(false, true, true, false, MARS, "LLS")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2040,false", "2041,true", "2066,true", "2067,false"})
    void R91_type_pls_avant_juillet(int annee, boolean accepte) {
        assertThat(accepte(annee, List.of(), contexte(LocalDate.of(2026, 6, 30), "PLS")))
                .isEqualTo(accepte);
    }

    @ParameterizedTest
    @CsvSource({"2041,false", "2042,true", "2067,true", "2068,false"})
    void R91_type_pls_des_juillet(int annee, boolean accepte) {
        assertThat(accepte(annee, List.of(), contexte(JUILLET, "PALUCOM"))).isEqualTo(accepte);
    }

    @Test
    void R91_pas_de_maximum_pour_foyers_et_avenants() {
        assertThat(accepte(2200, List.of(), contexte(true, false, false, false, MARS, "PLS")))
                .isTrue();
        assertThat(accepte(2200, List.of(), contexte(false, false, false, true, MARS, "PLS")))
                .isTrue();
        assertThat(accepte(2200, List.of(), contexte(false, false, false, false, MARS, "PLS")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30,2034,false", "2026-06-30,2035,true", "2026-07-01,2035,false", "2026-07-01,2036,true"})
    void R92_sans_travaux(LocalDate reference, int annee, boolean accepte) {
        assertThat(accepte(annee, List.of(), contexte(false, false, true, false, reference, "PLUS")))
                .isEqualTo(accepte);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-01,40,2059,false",
        "2020-01-01,40,2060,true",
        "2020-06-30,40,2060,true",
        "2020-07-01,40,2060,false",
        "2020-07-01,40,2061,true",
        "2020-01-01,5,2028,false",
        "2020-01-01,5,2029,true",
        "2020-02-29,1,2028,false"
    })
    void R93_le_pret_cdc_le_plus_long_neuf_ans_au_moins_et_juillet(
            LocalDate octroi, int duree, int annee, boolean accepte) {
        assertThat(accepte(annee, List.of(cdc("PLUS", octroi, duree)), contexte(MARS, "PLUS")))
                .isEqualTo(accepte);
    }

    @Test
    void R93_pas_d_annee_de_plus_pour_un_foyer_et_pas_de_minimum_sans_pret_cdc() {
        var prets = List.of(cdc("PLUS", LocalDate.of(2020, 7, 1), 40));
        assertThat(accepte(2060, prets, contexte(true, false, false, false, MARS, "PLUS")))
                .isTrue();
        assertThat(accepte(1977, List.of(autre("PLUS", LocalDate.of(2020, 1, 1), 40)), contexte(MARS, "PLUS")))
                .isTrue();
        assertThat(accepte(1977, List.of(), contexte(MARS, "PLUS"))).isTrue();
    }

    @Test
    void R93_prend_la_fin_la_plus_tardive() {
        var prets = List.of(cdc("PLUS", LocalDate.of(2020, 1, 1), 40), cdc("PLUS", LocalDate.of(2025, 1, 1), 20));
        assertThat(ReglesFinancement.minimum(prets, contexte(MARS, "PLUS"))).contains(2060);
    }

    @Test
    void R88_une_mixte_ne_suit_que_R93() {
        assertThat(accepte(2000, List.of(), contexte(JUILLET, "PLS", "PLUS"))).isTrue();
        assertThat(accepte(2000, List.of(), contexte(false, true, true, false, JUILLET, "LLS", "PLS_DOM")))
                .isTrue();
        assertThat(ReglesFinancement.maximum(contexte(JUILLET, "PLS", "PLUS"))).isEmpty();
    }

    @Test
    void DB21_bornes_evaluees_a_la_date_du_jour() {
        assertThat(accepte(1976, List.of(), contexte(MARS, "PLUS"))).isFalse();
        assertThat(accepte(2526, List.of(), contexte(MARS, "PLUS"))).isTrue();
        assertThat(accepte(2527, List.of(), contexte(MARS, "PLUS"))).isFalse();
    }

    @Test
    void R94_message_sur_l_annee() {
        assertThat(ReglesFinancement.verifierAnnee(2030, List.of(), contexte(MARS, "PLS")))
                .containsExactly(Probleme.champ(
                        "annee_fin_conventionnement",
                        "La date de fin de la convention ne peut être inférieure à 2041."));
    }

    @Test
    void R95_aide_selon_le_financement() {
        assertThat(ReglesFinancement.aide(contexte(MARS, "PLS"))).startsWith("Entre 15 et 40 ans");
        assertThat(ReglesFinancement.aide(contexte(MARS, "SANS_FINANCEMENT"))).startsWith("Plus de 9 ans");
        assertThat(ReglesFinancement.aide(contexte(MARS, "PLS", "PLUS"))).startsWith("Année de signature");
    }

    @Test
    void R97_DB25_numeros_en_double_dans_un_financement_blancs_ignores() {
        var blanc = new LignePret(null, null, "PLUS", null, null, BigDecimal.ONE, null, null);
        assertThat(ReglesFinancement.numerosEnDouble(List.of(blanc, blanc))).isEmpty();
        assertThat(ReglesFinancement.numerosEnDouble(List.of(cdc("PLUS", MARS, 1), cdc("PLAI", MARS, 1))))
                .isEmpty();
        assertThat(ReglesFinancement.numerosEnDouble(List.of(cdc("PLUS", MARS, 1), cdc("PLUS", MARS, 2))))
                .extracting(Probleme::ligne)
                .containsExactly(0, 1);
    }
}
