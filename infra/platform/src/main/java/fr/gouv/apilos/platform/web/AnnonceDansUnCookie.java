package fr.gouv.apilos.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries an {@link Annonce} to the page a redirection leads to. A service has no session, and the door lets no session
 * cookie through: a cookie of one minute does it, which says nothing of who reads.
 */
final class AnnonceDansUnCookie implements FlashMapManager {

    /** Name the gateway lets through. */
    static final String TEMOIN = "apilos_annonce";

    private static final Duration DUREE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What the cookie holds.
     *
     * @param chemin page that shows it: another one opened meanwhile leaves it alone
     */
    record Portee(String chemin, Annonce annonce) {}

    @Override
    public @Nullable FlashMap retrieveAndUpdate(HttpServletRequest requete, HttpServletResponse reponse) {
        var cookie = WebUtils.getCookie(requete, TEMOIN);
        if (cookie == null || !"GET".equals(requete.getMethod())) {
            return null;
        }
        var portee = lire(cookie.getValue());
        if (portee != null && !portee.chemin().equals(requete.getRequestURI())) {
            return null;
        }
        ecrire("", Duration.ZERO, requete, reponse);
        if (portee == null) {
            return null;
        }
        var lue = new FlashMap();
        lue.putAll(Map.of(Annonce.ATTRIBUT, portee.annonce()));
        return lue;
    }

    @Override
    public void saveOutputFlashMap(FlashMap sortie, HttpServletRequest requete, HttpServletResponse reponse) {
        var cible = sortie.getTargetRequestPath();
        if (cible == null || !(sortie.get(Annonce.ATTRIBUT) instanceof Annonce annonce)) {
            return;
        }
        var chemin = cible.replaceFirst("^https?://[^/]*", "").replaceFirst("[?#].*$", "");
        var texte = JSON.writeValueAsString(new Portee(chemin, annonce));
        ecrire(
                Base64.getUrlEncoder().withoutPadding().encodeToString(texte.getBytes(StandardCharsets.UTF_8)),
                DUREE,
                requete,
                reponse);
    }

    /** What was written here, or null: a cookie is only what a browser says. Links stay on the platform. */
    private static @Nullable Portee lire(String valeur) {
        try {
            var portee = JSON.readValue(Base64.getUrlDecoder().decode(valeur), Portee.class);
            var annonce = portee.annonce();
            if (portee.chemin() == null || annonce == null || annonce.type() == null || annonce.texte() == null) {
                return null;
            }
            var suite = annonce.suite();
            var href = suite == null ? "/" : suite.href();
            return href != null && href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/\\")
                    ? portee
                    : null;
        } catch (IllegalArgumentException | JacksonException e) {
            return null;
        }
    }

    private static void ecrire(String valeur, Duration duree, HttpServletRequest requete, HttpServletResponse reponse) {
        reponse.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(TEMOIN, valeur)
                        .path("/")
                        .httpOnly(true)
                        .secure(requete.isSecure())
                        .sameSite("Lax")
                        .maxAge(duree)
                        .build()
                        .toString());
    }
}
