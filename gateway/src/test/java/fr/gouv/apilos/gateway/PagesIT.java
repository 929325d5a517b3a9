package fr.gouv.apilos.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages the gateway draws itself: colours, menu, gallery. */
class PagesIT extends EssaiDePorte {

    @Test
    void the_colours_chosen_are_a_cookie_the_server_reads() {
        var client = new Client(PORTE);
        assertThat(client.page("/connexion").body())
                .contains("media=\"screen and (prefers-color-scheme: dark)\"", "content=\"light dark\"");
        var choix = client.formulaire("/affichage", Map.of("theme", "dark", "suite", "/connexion"));
        assertThat(choix.statusCode()).isEqualTo(303);
        assertThat(choix.headers().firstValue("Location")).hasValue("/connexion");
        assertThat(choix.headers().allValues("Set-Cookie"))
                .anySatisfy(temoin -> assertThat(temoin)
                        .contains("theme=dark", "Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=31536000"));
        assertThat(client.page("/connexion").body()).contains("media=\"screen\"", "content=\"dark\"");
        client.formulaire("/affichage", Map.of("theme", "light"));
        assertThat(client.page("/connexion").body()).doesNotContain("apilos-sombre");
        client.formulaire("/affichage", Map.of("theme", "system"));
        assertThat(client.cookies).doesNotContainKey("theme");
    }

    @Test
    void R70_R132_every_page_names_who_is_in_and_the_environment_and_no_search_engine_keeps_it() {
        var client = connecte();
        assertThat(client.page("/menu").body())
                .contains(
                        "Dominique Essai",
                        "href=\"/apilos_settings/profile/\"",
                        "href=\"/contact/\"",
                        "action=\"/deconnexion\"",
                        "aria-label=\"Environnement\"",
                        "Les actes produits ici n’ont aucune valeur.");
        var personne = new Client(PORTE).page("/connexion");
        assertThat(personne.body()).contains("aria-label=\"Environnement\"").doesNotContain("/deconnexion");
        assertThat(personne.headers().firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
        assertThat(new Client(PORTE).page("/robots.txt").body()).isEqualTo("User-agent: *\nDisallow: /\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", ""})
    void choosing_colours_never_leads_elsewhere(String suite) {
        var choix = new Client(PORTE).formulaire("/affichage", Map.of("theme", "dark", "suite", suite));
        assertThat(choix.headers().firstValue("Location")).hasValue("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rouge", "\"><script>"})
    void colours_nobody_offers_follow_the_system(String theme) {
        var client = new Client(PORTE);
        assertThat(client.formulaire("/affichage", Map.of("theme", theme)).statusCode())
                .isEqualTo(303);
        assertThat(client.cookies).doesNotContainKey("theme");
    }

    @Test
    void the_menu_is_also_a_page() {
        assertThat(connecte().page("/menu").body())
                .contains("/conventions/recherche", "/operations", "/habilitations", "/affichage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/galerie", "/galerie/objet", "/galerie/etape"})
    void the_gallery_is_for_those_who_are_signed_in(String chemin) {
        assertThat(new Client(PORTE).page(chemin).statusCode()).isEqualTo(302);
        var page = connecte().page(chemin);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().split("<h1")).as("one h1").hasSize(2);
    }

    @Test
    void the_gallery_shows_error_pages_with_their_status() {
        var client = connecte();
        assertThat(client.page("/galerie/erreur/TROP_GROS").statusCode()).isEqualTo(413);
        assertThat(client.page("/galerie/erreur/INCONNUE").statusCode()).isEqualTo(404);
        assertThat(client.json("/galerie/erreur/CONFLIT").body()).contains("urn:apilos:erreur:CONFLIT");
    }
}
