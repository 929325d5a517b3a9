package fr.gouv.apilos.convention.formulaire.regles;

import static fr.gouv.apilos.convention.formulaire.regles.CategorieLogement.AVEC_LOYER;
import static fr.gouv.apilos.convention.formulaire.regles.CategorieLogement.CORRIGEE;
import static fr.gouv.apilos.convention.formulaire.regles.CategorieLogement.CORRIGEE_SANS_LOYER;
import static fr.gouv.apilos.convention.formulaire.regles.CategorieLogement.SANS_LOYER;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.formulaire.regles.ContexteLogements.LigneEdd;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReglesLogementsTest {

    private static ContexteLogements plus(Integer nombre, LigneEdd... edd) {
        var lots = new LinkedHashMap<String, Integer>();
        lots.put("PLUS", nombre);
        return new ContexteLogements(lots, List.of(edd));
    }

    /** su 54.20 × 7.12 × coef; expected rent 385.90 at coefficient 1. */
    private static LigneLogement logement(
            String designation, String financement, String lpmc, String coef, String loyer) {
        return new LigneLogement(
                null,
                designation,
                financement,
                "T3",
                dec("50"),
                dec("8.40"),
                dec("4.20"),
                dec("54.20"),
                null,
                dec(lpmc),
                dec(coef),
                dec(loyer),
                null);
    }

    private static LigneLogement corrigee(String sc, String lpmc, String coef, String loyer) {
        return new LigneLogement(
                null, "A1", "PLUS", "T3", dec("50"), null, null, null, dec(sc), dec(lpmc), dec(coef), dec(loyer), null);
    }

    private static BigDecimal dec(String texte) {
        return texte == null ? null : new BigDecimal(texte);
    }

    private static List<String> champs(List<Probleme> problemes) {
        return problemes.stream().map(Probleme::champ).toList();
    }

    @ParameterizedTest
    @CsvSource({"385.90,true", "386.90,true", "384.90,true", "386.91,false", "384.89,false"})
    void R101_loyer_a_un_euro_pres_borne_comprise(String loyer, boolean accepte) {
        var problemes =
                ReglesLogements.verifierLigne(0, logement("A1", "PLUS", "7.12", "1.0000", loyer), AVEC_LOYER, plus(1));
        assertThat(problemes.isEmpty()).isEqualTo(accepte);
        if (!accepte) {
            assertThat(problemes.getFirst().champ()).isEqualTo("loyer");
            assertThat(problemes.getFirst().message()).contains("385,90 €").contains("à 1 € près");
        }
    }

    @Test
    void R102_loyer_sur_la_surface_corrigee() {
        assertThat(ReglesLogements.verifierLigne(0, corrigee("60", "5.00", "1.1", "330.00"), CORRIGEE, plus(1)))
                .isEmpty();
        assertThat(champs(ReglesLogements.verifierLigne(0, corrigee("60", "5.00", "1.1", "332.00"), CORRIGEE, plus(1))))
                .containsExactly("loyer");
    }

    @Test
    void R103_un_facteur_fautif_compte_pour_zero() {
        var sansCoefficient = logement("A1", "PLUS", "7.12", null, "385.90");
        assertThat(champs(ReglesLogements.verifierLigne(0, sansCoefficient, AVEC_LOYER, plus(1))))
                .containsExactly("coeficient", "loyer");
        var facteurTropGrand = logement("A1", "PLUS", "7.12", "100", "0.50");
        assertThat(champs(ReglesLogements.verifierLigne(0, facteurTropGrand, AVEC_LOYER, plus(1))))
                .containsExactly("coeficient");
    }

    @Test
    void champs_obligatoires_de_chaque_tableau() {
        var vide = new LigneLogement(null, null, null, null, null, null, null, null, null, null, null, null, null);
        assertThat(champs(ReglesLogements.verifierLigne(0, vide, AVEC_LOYER, plus(1))))
                .containsExactly(
                        "designation",
                        "typologie",
                        "financement",
                        "surface_habitable",
                        "surface_annexes",
                        "surface_annexes_retenue",
                        "surface_utile",
                        "loyer_par_metre_carre",
                        "coeficient",
                        "loyer");
        assertThat(champs(ReglesLogements.verifierLigne(0, vide, SANS_LOYER, plus(1))))
                .hasSize(7)
                .doesNotContain("loyer");
        assertThat(champs(ReglesLogements.verifierLigne(0, vide, CORRIGEE, plus(1))))
                .hasSize(8)
                .contains("surface_corrigee");
        assertThat(champs(ReglesLogements.verifierLigne(0, vide, CORRIGEE_SANS_LOYER, plus(1))))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"9999.99,true", "10000,false", "-0.01,false", "12.345,false"})
    void DB18_DB19_surfaces_positives_et_inferieures_a_10000(String surface, boolean accepte) {
        var l = new LigneLogement(
                null, "A1", "PLUS", "T1", dec(surface), dec("0"), dec("0"), dec("10"), null, null, null, null, null);
        assertThat(ReglesLogements.verifierLigne(0, l, SANS_LOYER, plus(1)).isEmpty())
                .isEqualTo(accepte);
    }

    @Test
    void DB19_le_message_du_coefficient_dit_la_vraie_limite() {
        assertThat(ReglesLogements.verifierLigne(0, logement("A1", "PLUS", "0.01", "100", "0.00"), AVEC_LOYER, plus(1)))
                .extracting(Probleme::message)
                .containsExactly("Écrivez un nombre inférieur à 100 pour le coefficient.");
    }

    @Test
    void T7_refuse_et_financement_hors_convention() {
        var l = new LigneLogement(
                null, "A1", "PLAI", "T7", dec("1"), dec("0"), dec("0"), dec("1"), null, null, null, null, null);
        assertThat(champs(ReglesLogements.verifierLigne(0, l, SANS_LOYER, plus(1))))
                .containsExactly("typologie", "financement");
    }

    @Test
    void R104_designations_uniques() {
        var lignes = List.of(
                logement("A1", "PLUS", "7.12", "1", "385.90"),
                logement("A2", "PLUS", "7.12", "1", "385.90"),
                logement(" A1 ", "PLUS", "7.12", "1", "385.90"));
        assertThat(ReglesLogements.verifierTableau(lignes, AVEC_LOYER, plus(3)))
                .extracting(Probleme::ligne)
                .containsExactly(0, 2, null);
    }

    @Test
    void R105_meme_loyer_par_metre_carre_dans_un_financement() {
        var lots = new LinkedHashMap<String, Integer>(Map.of("PLUS", 2, "PLAI", 1));
        var lignes = List.of(
                logement("A1", "PLUS", "7.12", "1", "385.90"),
                logement("A2", "PLUS", "7.10", "1", "384.82"),
                logement("A3", "PLAI", "6.00", "1", "325.20"));
        var problemes = ReglesLogements.verifierTableau(lignes, AVEC_LOYER, new ContexteLogements(lots, List.of()));
        assertThat(problemes).extracting(Probleme::ligne).containsExactly(null, 0, 1);
        assertThat(problemes).allSatisfy(p -> assertThat(p.message()).contains("PLUS"));
        var memeNombre =
                List.of(logement("A1", "PLUS", "7.1", "1", "384.82"), logement("A2", "PLUS", "7.10", "1", "384.82"));
        assertThat(ReglesLogements.verifierTableau(memeNombre, AVEC_LOYER, plus(2)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.0259,true", "1.0260,false"})
    void R106_somme_des_coefficients_un_euro_par_logement(String coef, boolean accepte) {
        // 54.20 × 7.12 = 385.904: tolerance of 10 € for 10 declared logements.
        var l = logement("A1", "PLUS", "7.12", coef, "395.92");
        var problemes = ReglesLogements.verifierTableau(List.of(l), AVEC_LOYER, plus(10));
        assertThat(problemes.isEmpty()).isEqualTo(accepte);
    }

    @Test
    void R106_saute_si_une_valeur_manque_et_DB11_par_financement() {
        var incomplete =
                List.of(logement("A1", "PLUS", "7.12", "2", "771.81"), logement("A2", "PLUS", "7.12", null, "0"));
        assertThat(ReglesLogements.verifierTableau(incomplete, AVEC_LOYER, plus(2)))
                .noneMatch(p -> p.ligne() == null && p.champ() == null);
        var lots = new LinkedHashMap<String, Integer>(Map.of("PLUS", 1, "PLAI", 500));
        var lignes =
                List.of(logement("A1", "PLUS", "7.12", "1.1", "424.49"), logement("A2", "PLAI", "6", "1", "325.20"));
        assertThat(ReglesLogements.verifierTableau(lignes, AVEC_LOYER, new ContexteLogements(lots, List.of())))
                .singleElement()
                .satisfies(p -> assertThat(p.message()).startsWith("PLUS :"));
    }

    @Test
    void R107_nombre_de_logements_a_confirmer_sur_tous_les_tableaux() {
        var tableaux = new EnumMap<CategorieLogement, List<LigneLogement>>(CategorieLogement.class);
        tableaux.put(
                AVEC_LOYER,
                List.of(logement("A1", "PLUS", "7.12", "1", "385.90"), logement("A2", "PLUS", "7.12", "1", "385.90")));
        assertThat(ReglesLogements.nombreDeLogements(tableaux, plus(3)))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.confirmable()).isTrue();
                    assertThat(p.message()).contains("3").contains("2");
                });
        tableaux.put(SANS_LOYER, List.of(logement("A3", "PLUS", null, null, null)));
        assertThat(ReglesLogements.nombreDeLogements(tableaux, plus(3))).isEmpty();
        assertThat(ReglesLogements.nombreDeLogements(Map.of(), plus(3))).isEmpty();
    }

    @Test
    void R109_un_tableau_vide_est_accepte() {
        assertThat(ReglesLogements.verifierTableau(List.of(), AVEC_LOYER, plus(3, new LigneEdd("A1", "PLUS"))))
                .isEmpty();
    }

    @Test
    void R112_coherence_avec_l_edd_simplifie() {
        var l = List.of(logement("A1", "PLUS", "7.12", "1", "385.90"));
        assertThat(ReglesLogements.verifierTableau(l, AVEC_LOYER, plus(1, new LigneEdd("A1", "PLUS"))))
                .isEmpty();
        assertThat(messages(l, new LigneEdd("B1", "PLUS")))
                .containsExactly("Ce logement n’est pas dans l’EDD simplifié.");
        assertThat(messages(l, new LigneEdd("A1", "PLUS"), new LigneEdd("A1", "PLAI")))
                .containsExactly("Ce logement figure 2 fois dans l’EDD simplifié.");
        assertThat(messages(l, new LigneEdd("A1", "PLAI")))
                .singleElement()
                .asString()
                .contains("financement PLAI");
    }

    private static List<String> messages(List<LigneLogement> lignes, LigneEdd... edd) {
        return ReglesLogements.verifierTableau(lignes, AVEC_LOYER, plus(1, edd)).stream()
                .map(Probleme::message)
                .toList();
    }

    @Test
    void R98_DB14_une_seule_categorie_par_logement() {
        assertThat(CategorieLogement.de(null, BigDecimal.ZERO)).isEqualTo(AVEC_LOYER);
        assertThat(CategorieLogement.de(null, null)).isEqualTo(SANS_LOYER);
        assertThat(CategorieLogement.de(BigDecimal.ONE, BigDecimal.ONE)).isEqualTo(CORRIGEE);
        assertThat(CategorieLogement.de(BigDecimal.ONE, null)).isEqualTo(CORRIGEE_SANS_LOYER);
        var deplace = logement("A1", "PLUS", "7.12", "1", "385.90").dans(CORRIGEE_SANS_LOYER);
        assertThat(deplace.surfaceUtile()).isNull();
        assertThat(deplace.loyer()).isNull();
    }
}
