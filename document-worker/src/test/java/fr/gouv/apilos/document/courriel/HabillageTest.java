package fr.gouv.apilos.document.courriel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.courriel.Messages.Envoi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How words become a mail. */
class HabillageTest {

    private static final String ADRESSE = "https://apilos.exemple.fr";

    private final Habillage habillage = new Habillage(ADRESSE + "/");
    private final CourrielsDuWorker propres = new CourrielsDuWorker(null, "equipe@exemple.fr");

    private static final Envoi COMPLET = new Envoi(
            UUID.randomUUID(),
            List.of("a@exemple.fr"),
            List.of(),
            "Convention à signer : <Les Cèdres> & Cie",
            "Bonjour <Camille> & fils,\n\nVoici la convention, voir https://exemple.fr/a?b=1&c=2.\nÀ bientôt.",
            null,
            List.of(),
            "VALIDEE",
            true,
            List.of(new Envoi.Fait("Opération", "<Les Cèdres> & Cie")),
            new Envoi.Citation("Message joint", "Le lot <PLUS>\n& son annexe"),
            new Envoi.Action("Ouvrir les documents", ADRESSE + "/conventions/1/documents?a=1&b=2"),
            null);

    @Test
    void names_are_escaped_in_the_page_and_left_as_they_are_in_the_text() {
        var html = habillage.html(COMPLET, List.of());
        assertThat(html)
                .contains(
                        "&lt;Les Cèdres&gt; &amp; Cie", "Bonjour &lt;Camille&gt; &amp; fils", "Le lot &lt;PLUS&gt;<br>")
                .doesNotContain("<Les", "<Camille", "<PLUS", "%s", "null");
        var texte = habillage.texte(COMPLET, List.of());
        assertThat(texte)
                .contains(
                        "Bonjour <Camille> & fils", "Opération : <Les Cèdres> & Cie", "> Le lot <PLUS>\n> & son annexe")
                .contains("Ouvrir les documents : " + ADRESSE + "/conventions/1/documents?a=1&b=2")
                .contains("L’équipe APiLos", "Régler mes courriels : " + ADRESSE + "/apilos_settings/profile/")
                .doesNotContain("&amp;", "&lt;", "null");
    }

    @Test
    void a_page_reads_without_pictures_on_a_dark_screen_and_all_its_links_are_absolute() {
        for (var envoi : tous()) {
            var html = habillage.html(envoi, List.of(new Habillage.FichierLourd("a&b.zip", "12,0", ADRESSE + "/x")));
            assertThat(html)
                    .as(envoi.objet())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<html lang=\"fr\">", "prefers-color-scheme: dark", "<h1", "a&amp;b.zip")
                    .doesNotContain("<img", "<script", "background-image", "%s", "null");
            var liens = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
            int nombre = 0;
            while (liens.find()) {
                nombre++;
                assertThat(liens.group(1))
                        .as(envoi.objet())
                        .startsWith("https://")
                        .doesNotContain("<", " ");
            }
            assertThat(nombre).as(envoi.objet()).isPositive();
            assertThat(envoi.objet()).isNotBlank();
            assertThat(habillage.texte(envoi, List.of()))
                    .as(envoi.objet())
                    .isNotBlank()
                    .doesNotContain("null", "%s");
        }
    }

    @Test
    void an_address_at_the_end_of_a_sentence_does_not_take_its_full_stop() {
        assertThat(habillage.html(COMPLET, List.of()))
                .contains("<a class=\"lien\" href=\"https://exemple.fr/a?b=1&amp;c=2\"")
                .contains(">https://exemple.fr/a?b=1&amp;c=2</a>.");
    }

    @Test
    void C6_the_contact_mail_comes_from_us_and_is_answered_to_the_visitor() {
        var contact = propres.contactDe(UUID.randomUUID(), "Camille", "c@exemple.fr", "Sujet", "Bonjour <b>");
        assertThat(contact.destinataires()).containsExactly("equipe@exemple.fr");
        assertThat(contact.repondreA()).isEqualTo("c@exemple.fr");
        assertThat(contact.arretable()).as("row 10 ignores the switch (R116)").isFalse();
        assertThat(habillage.html(contact, List.of()))
                .contains("Bonjour &lt;b&gt;")
                .doesNotContain("n’y répondez pas");
    }

    private List<Envoi> tous() {
        var tous = new ArrayList<>(propres.exemples("a@exemple.fr"));
        tous.add(COMPLET);
        return tous;
    }
}
