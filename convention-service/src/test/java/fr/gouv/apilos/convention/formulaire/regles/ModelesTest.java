package fr.gouv.apilos.convention.formulaire.regles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelesTest {

    static Stream<Feuille> modeles() {
        return Modeles.TOUS.stream();
    }

    private static Path fourni(String nom) {
        for (var dossier = Path.of("").toAbsolutePath(); dossier != null; dossier = dossier.getParent()) {
            var candidat = dossier.resolve("shared/data/xlsx").resolve(nom);
            if (Files.exists(candidat)) {
                return candidat;
            }
        }
        return Path.of("absent");
    }

    @ParameterizedTest
    @MethodSource("modeles")
    void R58_les_modeles_distribues_se_lisent_sans_erreur_ni_avis(Feuille feuille) throws Exception {
        var fichier = fourni(feuille.nomFichier());
        assumeTrue(Files.exists(fichier), "shared/data/xlsx is not beside this checkout");
        var lecture = LecteurTableur.lire(Files.readAllBytes(fichier), feuille, Map.of());
        assertThat(lecture.lignes()).isEmpty();
        assertThat(lecture.avis()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modeles")
    void R58_nos_modeles_se_lisent_sans_erreur_ni_avis(Feuille feuille) throws Exception {
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(feuille, List.of(), sortie);
        var lecture = LecteurTableur.lire(sortie.toByteArray(), feuille, Map.of());
        assertThat(lecture.lignes()).isEmpty();
        assertThat(lecture.avis()).isEmpty();
        assertThat(lecture.premiereLigne()).isEqualTo(feuille.premiereLigne());
    }

    @Test
    void un_modele_prerempli_se_relit_a_l_identique() throws Exception {
        var sortie = new ByteArrayOutputStream();
        Map<String, Object> pret = Map.of(
                "numero",
                "0012",
                "financement",
                "PALU_COM",
                "date_octroi",
                LocalDate.of(2020, 2, 29),
                "duree",
                40,
                "montant",
                new BigDecimal("1250000.50"),
                "preteur",
                "CDCF");
        RedacteurTableur.modele(Modeles.PRETS, List.of(pret), sortie);
        var ligne = LecteurTableur.lire(sortie.toByteArray(), Modeles.PRETS, Map.of())
                .lignes()
                .getFirst();
        assertThat(ligne.fautive()).isFalse();
        pret.forEach((champ, valeur) ->
                assertThat(ligne.cellules().get(champ).valeur()).as(champ).isEqualTo(valeur));
    }

    @Test
    void les_types_du_tableau_hlm_sont_ceux_de_la_liste() {
        assertThat(Listes.TYPOLOGIES).extracting("code").containsExactlyElementsOf(ReglesLogements.TYPOLOGIES);
    }
}
