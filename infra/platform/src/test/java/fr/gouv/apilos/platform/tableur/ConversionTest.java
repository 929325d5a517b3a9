package fr.gouv.apilos.platform.tableur;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {

    private static Cellule lire(int colonne, Object valeur) throws FichierRefuse {
        var valeurs = new Object[Classeur.ENTETES.size()];
        valeurs[0] = "A1";
        valeurs[colonne] = valeur;
        var champ = Classeur.ESSAI.colonnes().get(colonne).champ();
        return Classeur.essai().ligne(3, valeurs).seule().cellules().get(champ);
    }

    @ParameterizedTest
    @CsvSource({
        "7.505,2,7.51",
        "7.504,2,7.50",
        "7.50499999999,2,7.50",
        "7.5049,3,7.505",
        "7.506787,5,7.50679",
        "7.65,0,8",
        "14444.59,2,14444.59",
        "0.005,2,0.01",
        "0.5,0,1",
        "1.5,0,2"
    })
    void A10_8_arrondit_au_demi_superieur_sur_le_texte_decimal(double saisie, int echelle, BigDecimal attendu)
            throws Exception {
        // 7.505 as a double is 7.50499999999999989…, which is what a spreadsheet stores.
        var stocke = new BigDecimal(saisie);
        assertThat(Nombres.arrondir(Nombres.telQueSaisi(stocke), echelle)).isEqualByComparingTo(attendu);
    }

    @Test
    void R53_decimal_numerique_lu_depuis_un_vrai_classeur() throws Exception {
        assertThat(lire(1, 7.505).valeur()).isEqualTo(new BigDecimal("7.51"));
        assertThat(lire(1, 7.504).valeur()).isEqualTo(new BigDecimal("7.50"));
        assertThat(lire(2, 0.98765).valeur()).isEqualTo(new BigDecimal("0.9877"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12,5 m²|12.50",
                "12.5|12.50",
                "1 200,50|1200.50",
                "1\u00a0200,50 €|1200.50",
                "1\u202f200,505|1200.51",
                "54 m2|54.00",
                " 7 |7.00",
                ",5|0.50"
            })
    void DB27_decimal_en_texte(String saisie, BigDecimal attendu) throws Exception {
        assertThat(lire(1, saisie).valeur()).isEqualTo(attendu);
        assertThat(lire(1, saisie).erreur()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "m² 12", "1.2.3", "1.234,50", "12 à 14", "-"})
    void R53_un_texte_qui_n_est_pas_un_nombre_est_montre_tel_que_saisi(String saisie) throws Exception {
        var cellule = lire(1, saisie);
        assertThat(cellule.valeur()).isNull();
        assertThat(cellule.saisie()).isEqualTo(saisie);
        assertThat(cellule.reference()).isEqualTo("B3");
        assertThat(cellule.erreur())
                .isEqualTo("« %s » n’est pas une surface. Écrivez par exemple 54,20.".formatted(saisie));
    }

    @Test
    void DB26_un_booleen_dans_une_colonne_decimale_est_une_erreur_de_cellule() throws Exception {
        assertThat(lire(1, true).erreur()).contains("n’est pas une surface");
        assertThat(lire(0, true).erreur()).contains("n’est pas un texte");
    }

    @Test
    void jamais_d_arrondi_silencieux_sauf_pour_une_valeur_calculee() throws Exception {
        assertThat(lire(1, 12.345).avis()).isEqualTo("3 décimales reçues, 2 gardées : 12,35.");
        assertThat(lire(1, 12.34).avis()).isNull();
        var classeur = Classeur.essai().ligne(3, "A1", "=10.1*3.333");
        classeur.poi().getCreationHelper().createFormulaEvaluator().evaluateAll();
        assertThat(classeur.seule().cellules().get("surface"))
                .extracting(Cellule::valeur, Cellule::avis)
                .containsExactly(new BigDecimal("33.66"), null);
    }

    @Test
    void R53_entier_tronque_et_le_dit() throws Exception {
        assertThat(lire(3, 12).valeur()).isEqualTo(12);
        assertThat(lire(3, 12.7))
                .extracting(Cellule::valeur, Cellule::avis)
                .containsExactly(12, "Nombre entier attendu : 12 est gardé.");
        assertThat(lire(3, "40 ans").valeur()).isEqualTo(40);
        assertThat(lire(3, "beaucoup").erreur()).startsWith("« beaucoup » n’est pas un nombre entier.");
        assertThat(lire(3, 1e300).erreur()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12/03/2026", "2026-03-12", "12/03/26", "12 mars 2026", "12-3-2026"})
    void DB29_dates_en_texte(String saisie) throws Exception {
        assertThat(lire(4, saisie).valeur()).isEqualTo(LocalDate.of(2026, 3, 12));
    }

    @Test
    void R53_date_de_cellule_et_refus_du_reste() throws Exception {
        assertThat(lire(4, LocalDate.of(2020, 2, 29)).valeur()).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(lire(4, 45000).erreur()).startsWith("« 45000 » n’est pas une date.");
        assertThat(lire(4, "31/06/2026").erreur()).startsWith("« 31/06/2026 » n’est pas une date.");
    }

    @ParameterizedTest
    @CsvSource({
        "T1,T1",
        "1,T1",
        "1bis,T1bis",
        "1 bis,T1bis",
        "T1bis,T1bis",
        "t1  BIS,T1bis",
        "5 et plus,T5",
        "T5 et plus,T5",
        "6,T6",
        "T6,T6",
        "T6 et plus,T6",
        "6 et plus,T6"
    })
    void R54_synonymes_de_typologie(String saisie, String code) throws Exception {
        assertThat(lire(5, saisie).valeur()).isEqualTo(code);
    }

    @Test
    void R54_type_numerique_et_apostrophe_typographique() throws Exception {
        assertThat(lire(5, 6).valeur()).isEqualTo("T6");
        assertThat(lire(5, "T1’").valeur()).isEqualTo("T1prime");
    }

    @Test
    void R53_choix_inconnu_liste_les_libelles_admis() throws Exception {
        assertThat(lire(5, "T7").erreur())
                .isEqualTo("« T7 » n’est pas dans la liste : T1, T1 bis, T1', T5, T6 et plus.");
    }

    @Test
    void DB28_DB29_libelle_partage_par_deux_codes() throws Exception {
        assertThat(lire(6, "PALULOS communal").erreur())
                .isEqualTo("« PALULOS communal » désigne plusieurs choix : écrivez PALUCOM ou PALU_COM.");
        assertThat(lire(6, "palu_com").valeur()).isEqualTo("PALU_COM");
        var octets = Classeur.essai()
                .ligne(3, "A1", null, null, null, null, null, "PALULOS communal")
                .octets();
        var lecture = LecteurTableur.lire(octets, Classeur.ESSAI, Map.of("financement", Set.of("PALU_COM")));
        assertThat(lecture.lignes().getFirst().texte("financement")).isEqualTo("PALU_COM");
    }

    @Test
    void R53_texte_accepte_un_nombre() throws Exception {
        assertThat(lire(0, 604).valeur()).isEqualTo("604");
        assertThat(lire(0, 12.5).valeur()).isEqualTo("12,5");
    }

    @Test
    void une_erreur_de_formule_est_une_erreur_de_cellule() throws Exception {
        var classeur = Classeur.essai().ligne(3, "A1", "=1/0");
        classeur.poi().getCreationHelper().createFormulaEvaluator().evaluateAll();
        assertThat(classeur.seule().cellules().get("surface").erreur()).contains("erreur de formule");
    }
}
