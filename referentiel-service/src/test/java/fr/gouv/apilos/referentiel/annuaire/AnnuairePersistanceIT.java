package fr.gouv.apilos.referentiel.annuaire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static fr.gouv.apilos.referentiel.Voisins.ANNUAIRE;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The directory of enterprises helps and never hinders. */
@EssaiDeService
class AnnuairePersistanceIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Annuaire annuaire;

    @Autowired
    Bailleurs bailleurs;

    @BeforeEach
    void oublier() {
        ANNUAIRE.resetAll();
    }

    @Test
    void a_number_is_asked_once_a_week() {
        var siret = "9" + ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_999_999_999_999L);
        connait(siret, "A");
        assertThat(annuaire.consulter(siret)).isInstanceOfSatisfying(Reponse.Trouvee.class, t -> {
            assertThat(t.nom()).isEqualTo("HABITAT DU MENEZ");
            assertThat(t.ville()).isEqualTo("BREST");
            assertThat(t.actif()).isTrue();
        });
        assertThat(annuaire.consulter(siret)).isInstanceOf(Reponse.Trouvee.class);
        ANNUAIRE.verify(1, getRequestedFor(urlPathEqualTo("/search")).withQueryParam("q", equalTo(siret)));
    }

    @Test
    void what_it_does_not_know_or_cannot_say_is_told_apart() {
        ANNUAIRE.stubFor(get(anyUrl()).willReturn(okJson("{\"results\": []}")));
        assertThat(annuaire.consulter(nouveau())).isInstanceOf(Reponse.Inconnue.class);
        assertThat(annuaire.consulter("odette@exemple.fr")).isInstanceOf(Reponse.SansObjet.class);
        ANNUAIRE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(200).withBody("<html>")));
        assertThat(annuaire.consulter(nouveau())).isInstanceOf(Reponse.Indisponible.class);
    }

    @Test
    void a_directory_that_is_away_or_slow_blocks_no_sheet_and_no_save() {
        ANNUAIRE.stubFor(get(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));
        var siren = "82" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
        var b = bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                siren,
                new Bailleur.Fiche(
                        "Lent",
                        siren + "00017",
                        "HLM",
                        null,
                        null,
                        "1 rue A",
                        "29000",
                        "Brest",
                        null,
                        "H",
                        null,
                        null,
                        null)));
        assertThat(lire("/apilos_settings/bailleurs/" + b.uuid()))
                .hasStatusOk()
                .bodyText()
                .contains("Vérifier dans l’annuaire");
        assertThat(mvc.post()
                        .uri("/apilos_settings/bailleurs/" + b.uuid())
                        .param("version", String.valueOf(b.version()))
                        .param("nom", "Lent")
                        .param("adresse", "2 rue B")
                        .param("code_postal", "29000")
                        .param("ville", "Brest")
                        .param("signataire_nom", "H")
                        .with(JetonDeTest.de(JetonDeTest.bailleur(b.uuid()))))
                .hasStatus3xxRedirection();
        ANNUAIRE.verify(0, getRequestedFor(anyUrl()));
        assertThat(lire("/apilos_settings/bailleurs/" + b.uuid() + "/annuaire"))
                .hasStatusOk()
                .bodyText()
                .contains("ne répond pas", "Revenir à la fiche");
    }

    @Test
    void a_new_bailleur_is_filled_from_the_directory_to_be_confirmed() {
        var siret = "9" + ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_999_999_999_999L);
        connait(siret, "F");
        assertThat(lire("/apilos_settings/bailleurs/nouveau?chercher=" + siret))
                .hasStatusOk()
                .bodyText()
                .contains("HABITAT DU MENEZ", "1 RUE DES ABERS", "29200", "à confirmer", "fermé");
    }

    private static void connait(String siret, String etat) {
        ANNUAIRE.stubFor(
                get(urlPathEqualTo("/search")).willReturn(okJson("""
            {"results": [{"siren": "%s", "nom_raison_sociale": "HABITAT DU MENEZ", "siege": {"siret": "x"},
              "matching_etablissements": [{"siret": "%s", "adresse": "1 RUE DES ABERS 29200 BREST",
                "code_postal": "29200", "libelle_commune": "BREST", "etat_administratif": "%s"}]}]}\
            """.formatted(siret.substring(0, 9), siret, etat))));
    }

    private static String nouveau() {
        return "8" + ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_999_999_999_999L);
    }

    private MvcTestResult lire(String chemin) {
        return mvc.get()
                .uri(chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }
}
