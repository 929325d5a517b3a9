package fr.gouv.apilos.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.FlashMap;

class AnnonceDansUnCookieTest {

    private final AnnonceDansUnCookie porteur = new AnnonceDansUnCookie();

    @Test
    void an_announcement_reaches_the_page_it_is_for_once() {
        var annonce = new Annonce(Annonce.Type.SUCCES, "C’est enregistré.", new Lien("Suite", "/suite?a=1"));
        var cookie = poser("https://apilos.fr/apilos_settings/profile/?x=1", annonce);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getMaxAge()).isEqualTo(60);
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");

        assertThat(ouvrir("/autre", cookie, new MockHttpServletResponse())).isNull();
        var reponse = new MockHttpServletResponse();
        assertThat(ouvrir("/apilos_settings/profile/", cookie, reponse)).isEqualTo(annonce);
        assertThat(reponse.getCookie(AnnonceDansUnCookie.TEMOIN))
                .isNotNull()
                .satisfies(c -> assertThat(c.getMaxAge()).isZero());
    }

    @Test
    void nothing_to_say_writes_no_cookie() {
        var reponse = new MockHttpServletResponse();
        var sortie = new FlashMap();
        sortie.setTargetRequestPath("/page");
        porteur.saveOutputFlashMap(sortie, new MockHttpServletRequest(), reponse);
        assertThat(reponse.getCookies()).isEmpty();
        assertThat(ouvrir("/page", null, reponse)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n'importe quoi",
                "",
                "{}",
                "{\"chemin\":\"/page\"}",
                "{\"chemin\":\"/page\",\"annonce\":{\"type\":\"SUCCES\"}}",
                "{\"chemin\":\"/page\",\"annonce\":{\"type\":\"AUTRE\",\"texte\":\"t\"}}",
                "{\"chemin\":\"/page\",\"annonce\":{\"type\":\"SUCCES\",\"texte\":\"t\",\"suite\":{\"libelle\":\"l\",\"href\":\"javascript:alert(1)\"}}}",
                "{\"chemin\":\"/page\",\"annonce\":{\"type\":\"SUCCES\",\"texte\":\"t\",\"suite\":{\"libelle\":\"l\",\"href\":\"//ailleurs.fr\"}}}"
            })
    void a_cookie_written_elsewhere_says_nothing(String texte) {
        assertThat(ouvrir("/page", brut(texte), new MockHttpServletResponse())).isNull();
        assertThat(ouvrir(
                        "/page",
                        new Cookie(AnnonceDansUnCookie.TEMOIN, "pas du base64 !".replace(" ", "%")),
                        new MockHttpServletResponse()))
                .isNull();
    }

    private Cookie poser(String cible, Annonce annonce) {
        var sortie = new FlashMap();
        sortie.putAll(Map.of(Annonce.ATTRIBUT, annonce));
        sortie.setTargetRequestPath(cible);
        var reponse = new MockHttpServletResponse();
        porteur.saveOutputFlashMap(sortie, new MockHttpServletRequest(), reponse);
        var cookie = reponse.getCookie(AnnonceDansUnCookie.TEMOIN);
        assertThat(cookie).isNotNull();
        return cookie;
    }

    private static Cookie brut(String texte) {
        return new Cookie(
                AnnonceDansUnCookie.TEMOIN,
                Base64.getUrlEncoder().withoutPadding().encodeToString(texte.getBytes(StandardCharsets.UTF_8)));
    }

    private @Nullable Object ouvrir(String chemin, @Nullable Cookie cookie, MockHttpServletResponse reponse) {
        var requete = new MockHttpServletRequest("GET", chemin);
        if (cookie != null) {
            requete.setCookies(cookie);
        }
        var lue = porteur.retrieveAndUpdate(requete, reponse);
        return lue == null ? null : lue.get(Annonce.ATTRIBUT);
    }
}
