package fr.gouv.apilos.convention.notification;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.contracts.ContratDeMessages;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The words of every mail of this service. */
class CatalogueDeCourrielsTest {

    private static final String ADRESSE = "https://apilos.exemple.fr";

    private final AvisDemandes avis =
            new AvisDemandes(null, null, null, null, Clock.systemUTC(), ADRESSE + "/", "", "https://avis.exemple.fr/x");

    private final List<TexteDeCourriel> textes = new ApercuDesCourriels(null, avis, ADRESSE + "/").exemples();

    @Test
    void C2_every_mail_has_a_subject_on_one_line_words_without_holes_and_an_absolute_link() {
        var vus = EnumSet.noneOf(ModeleDeCourriel.class);
        var contrat = new ContratDeMessages();
        for (var texte : textes) {
            vus.add(texte.modele());
            var tout = texte.objet() + "\n" + texte.texte() + "\n" + texte.faits() + "\n"
                    + (texte.citation() == null ? "" : texte.citation());
            assertThat(texte.objet())
                    .as("%s", texte.modele())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .hasSizeLessThan(200);
            assertThat(texte.texte()).as("%s", texte.modele()).startsWith("Bonjour");
            assertThat(tout).as("%s", texte.modele()).doesNotContain("null", "%s", "%d", "${", "{{", "()", "« »");
            assertThat(texte.action().lien()).as("%s", texte.modele()).startsWith("https://");
            assertThat(texte.action().libelle()).isNotBlank();
            contrat.verifier(
                    "courriel.envoi.v1",
                    JsonMapper.shared()
                            .writeValueAsString(
                                    CourrielDemande.de(UUID.randomUUID(), "a@exemple.fr", texte, List.of())));
        }
        assertThat(vus).containsExactlyInAnyOrder(ModeleDeCourriel.values());
    }

    @Test
    void C2_the_pairs_of_the_field_agree_with_the_act() {
        var avenants = textes.stream()
                .filter(texte -> texte.faits().toString().contains("Avenant n°"))
                .toList();
        assertThat(avenants).hasSize((int) Arrays.stream(ModeleDeCourriel.values())
                .filter(ModeleDeCourriel::surUnActe)
                .count());
        for (var texte : avenants) {
            assertThat(texte.objet()).doesNotContain("Convention ", "une convention", "corrigée", "transmise");
            assertThat(texte.texte())
                    .doesNotContain("la convention", "de la convention")
                    .contains("avenant");
        }
        assertThat(textes)
                .extracting(TexteDeCourriel::objet)
                .contains(
                        "Convention corrigée : Résidence <Les Cèdres> & Cie",
                        "Avenant transmis : Résidence <Les Cèdres> & Cie");
    }

    @Test
    void R174_the_mail_of_a_validation_says_where_it_is_how_many_copies_and_leads_to_the_documents() {
        var validee = textes.stream()
                .filter(texte -> texte.modele() == ModeleDeCourriel.VALIDEE)
                .findFirst()
                .orElseThrow();
        assertThat(validee.texte()).contains("3 exemplaires papier");
        assertThat(validee.faits())
                .contains(
                        new CourrielDemande.Fait("Adresse", "17 avenue des Cèdres, 13008 Marseille"),
                        new CourrielDemande.Fait("Convention n°", "13/T/03/2026/80.416/0042"));
        assertThat(validee.action().lien())
                .isEqualTo(ADRESSE + "/conventions/00000000-0000-0000-0000-000000000000/documents");
    }

    @Test
    void MAIL11_the_words_of_the_sender_are_quoted_with_their_name() {
        var corrections = textes.stream()
                .filter(texte -> texte.modele() == ModeleDeCourriel.CORRECTIONS_DEMANDEES)
                .findFirst()
                .orElseThrow();
        assertThat(corrections.citation().texte()).contains("le loyer du lot <PLUS> & son annexe");
        assertThat(corrections.texte()).contains("(Camille <Martin> & fils)");
    }

    @Test
    void R230_the_question_leads_to_the_questionnaire_or_to_the_contact_form() {
        assertThat(avis.questionnaire(ModeleDeCourriel.SATISFACTION_INSTRUCTEUR))
                .isEqualTo("https://avis.exemple.fr/x");
        assertThat(avis.questionnaire(ModeleDeCourriel.SATISFACTION_BAILLEUR)).startsWith(ADRESSE + "/contact/?sujet=");
    }
}
