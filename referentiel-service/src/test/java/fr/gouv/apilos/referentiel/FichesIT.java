package fr.gouv.apilos.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The sheets people read. */
@EssaiDeService
class FichesIT {

    private static final AtomicInteger NUMERO = new AtomicInteger(600_000_000);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Test
    void the_sheet_of_a_bailleur_says_who_it_is_and_who_signs() {
        var siren = String.valueOf(NUMERO.incrementAndGet());
        var parent = bailleur("Maison <mère>", siren, "HLM", null);
        var enfant = bailleur("Fille", String.valueOf(NUMERO.incrementAndGet()), "HLM", parent.uuid());
        assertThat(ouvrir(
                        "/apilos_settings/bailleurs/" + parent.uuid(),
                        JetonDeTest.bailleur(parent.uuid(), enfant.uuid())))
                .hasStatusOk()
                .hasContentTypeCompatibleWith(MediaType.TEXT_HTML)
                .bodyText()
                .contains("Maison &lt;mère&gt;", "Office public HLM (OPH)", siren, "10 janvier 2024", "Non renseigné")
                .doesNotContain("Maison <mère>", "Rattaché à");
        assertThat(ouvrir(
                        "/apilos_settings/bailleurs/" + enfant.uuid(),
                        JetonDeTest.bailleur(parent.uuid(), enfant.uuid())))
                .bodyText()
                .contains("Rattaché à", "/apilos_settings/bailleurs/" + parent.uuid());
        // The one who may not open the parent is not told of it.
        assertThat(ouvrir("/apilos_settings/bailleurs/" + enfant.uuid(), JetonDeTest.bailleur(enfant.uuid())))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Rattaché à");
    }

    @Test
    void RB1_6_a_private_person_is_shown_with_an_email_not_a_siret() {
        var email = "prive" + NUMERO.incrementAndGet() + "@exemple.fr";
        var uuid = UUID.randomUUID();
        bailleurs.ecrire(new Bailleur(
                uuid,
                "Odette",
                email,
                "",
                "Bailleurs privés",
                "PARTICULIERS",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                false));
        assertThat(ouvrir("/apilos_settings/bailleurs/" + uuid, JetonDeTest.administrateur()))
                .hasStatusOk()
                .bodyText()
                .contains("<dt>Email</dt>", email)
                .doesNotContain("<dt>SIRET</dt>");
    }

    @Test
    void the_sheet_of_an_administration_says_where_conventions_are_signed() {
        var uuid = UUID.randomUUID();
        administrations.ecrire(new Administration(
                uuid, "DDTM d’essai", "C-" + uuid, "Quimper", null, "29000", null, null, null, null, 0, false));
        assertThat(ouvrir("/apilos_settings/administrations/" + uuid, JetonDeTest.lectureSeule()))
                .hasStatusOk()
                .bodyText()
                .contains("DDTM d’essai", "Quimper", "29000");
    }

    @Test
    void D9_a_sheet_of_nobody_or_of_somebody_else_is_an_error_page() {
        var autre = bailleur("Autre", String.valueOf(NUMERO.incrementAndGet()), "HLM", null);
        assertThat(ouvrir("/apilos_settings/bailleurs/" + autre.uuid(), JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatus(403);
        assertThat(ouvrir("/apilos_settings/bailleurs/" + UUID.randomUUID(), JetonDeTest.administrateur()))
                .hasStatus(404);
        assertThat(ouvrir("/bailleurs/pas-un-uuid", JetonDeTest.administrateur()))
                .hasStatus(404);
        assertThat(ouvrir("/apilos_settings/administrations/" + UUID.randomUUID(), JetonDeTest.administrateur()))
                .hasStatus(404);
        assertThat(mvc.get().uri("/apilos_settings/bailleurs/" + autre.uuid()).accept(MediaType.TEXT_HTML))
                .hasStatus(401);
    }

    @Test
    void addresses_of_the_first_version_still_lead_to_the_sheets() {
        var uuid = UUID.randomUUID();
        assertThat(ouvrir("/bailleurs/" + uuid, JetonDeTest.administrateur()))
                .hasRedirectedUrl("/apilos_settings/bailleurs/" + uuid);
        assertThat(ouvrir("/administrations/" + uuid, JetonDeTest.administrateur()))
                .hasRedirectedUrl("/apilos_settings/administrations/" + uuid);
        assertThat(ouvrir("/apilos_settings/", JetonDeTest.bailleur(uuid)))
                .hasRedirectedUrl("/apilos_settings/bailleurs/");
    }

    @Test
    void a_sheet_costs_few_statements() throws Exception {
        var parent = bailleur("P", String.valueOf(NUMERO.incrementAndGet()), "HLM", null);
        var enfant = bailleur("E", String.valueOf(NUMERO.incrementAndGet()), "HLM", parent.uuid());
        assertThat(CompteurSql.pendant(() -> assertThat(
                                ouvrir("/apilos_settings/bailleurs/" + enfant.uuid(), JetonDeTest.administrateur()))
                        .hasStatusOk()))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void a_list_leaves_as_a_file_as_it_is_filtered_and_no_further_than_its_reader_may_see() throws Exception {
        var ville = "Exportville" + NUMERO.incrementAndGet();
        bailleur("Zéphyr; \"Habitat\" " + ville, String.valueOf(NUMERO.incrementAndGet()), "HLM", null);
        var second = bailleur("=Alpha " + ville, String.valueOf(NUMERO.incrementAndGet()), "HLM", null);
        var adresse = "/apilos_settings/bailleurs/export.csv?search_input=" + ville + "&order_by=-nom";
        var csv = ouvrir(adresse, JetonDeTest.staff());
        assertThat(csv).hasStatusOk().hasContentTypeCompatibleWith("text/csv");
        assertThat(csv.getResponse().getHeader("Content-Disposition"))
                .matches("attachment; filename=\"bailleurs-\\d{4}-\\d{2}-\\d{2}\\.csv\"");
        var lignes = csv.getResponse().getContentAsString().split("\r\n");
        assertThat(lignes).hasSize(3);
        assertThat(lignes[0]).contains("\"Nom\";\"Nature\";\"Type\";\"SIRET\"");
        assertThat(lignes[1]).startsWith("\"Zéphyr; \"\"Habitat\"\" " + ville + "\";");
        assertThat(lignes[2]).startsWith("\"'=Alpha " + ville + "\";");

        var limite = ouvrir(adresse, JetonDeTest.bailleur(second.uuid()));
        assertThat(limite.getResponse().getContentAsString()).contains("Alpha").doesNotContain("Zéphyr");

        var xlsx = ouvrir(adresse.replace(".csv", ".xlsx"), JetonDeTest.staff());
        assertThat(xlsx).hasStatusOk();
        assertThat(xlsx.getResponse().getContentAsByteArray()).startsWith('P', 'K');
        assertThat(ouvrir(adresse.replace(".csv", ".pdf"), JetonDeTest.staff())).hasStatus(404);
        assertThat(ouvrir("/apilos_settings/administrations/export.csv", JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("\"Code\"");
        assertThat(ouvrir(
                        adresse,
                        JetonDeTest.identite("AUCUN", Typologie.BAILLEUR, Set.of(), false, Perimetre.NATIONAL)))
                .hasStatus(403);
        assertThat(ouvrir("/apilos_settings/bailleurs/?search_input=" + ville, JetonDeTest.staff()))
                .bodyText()
                .contains("/apilos_settings/bailleurs/export.xlsx?search_input=" + ville);
    }

    private MvcTestResult ouvrir(String chemin, Identite identite) {
        return mvc.get()
                .uri(chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private Bailleur bailleur(String nom, String siren, String nature, UUID parent) {
        return bailleurs.ecrire(new Bailleur(
                UUID.randomUUID(),
                nom,
                siren + "00017",
                siren,
                nature,
                "OFFICE_PUBLIC_HLM",
                parent,
                "1 rue A",
                "29200",
                "Brest",
                new BigDecimal("1000"),
                "Hélène",
                null,
                LocalDate.of(2024, 1, 10),
                null,
                0,
                false));
    }
}
