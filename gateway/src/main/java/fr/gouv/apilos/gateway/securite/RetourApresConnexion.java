package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.PagePrecedente;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Where to go after sign-in, kept in a short-lived cookie: no session is made for those who never sign in. */
class RetourApresConnexion {

    /** Where people land by default. */
    static final String ACCUEIL = "/conventions/recherche";

    private static final String COOKIE = "apilos_retour";
    private static final Duration DUREE = Duration.ofMinutes(15);
    private static final int LONGUEUR_MAX = 1500;

    private final String origine;

    /** @param origine scheme, host and port of the platform as people open it */
    RetourApresConnexion(String origine) {
        this.origine = origine;
    }

    /** Keeps the address of a page somebody asked for. */
    void garder(HttpServletRequest request, HttpServletResponse response) {
        if (!"GET".equals(request.getMethod())) {
            garderLaPage(request, response);
            return;
        }
        var requete = request.getQueryString();
        garder(request.getRequestURI() + (requete == null ? "" : "?" + requete), response);
    }

    /** Keeps the address of the page that sent a form or asked for a fragment. */
    void garderLaPage(HttpServletRequest request, HttpServletResponse response) {
        var page = request.getHeader("HX-Current-URL");
        PagePrecedente.locale(page == null ? request.getHeader(HttpHeaders.REFERER) : page, origine)
                .ifPresent(adresse -> garder(adresse, response));
    }

    private void garder(String adresse, HttpServletResponse response) {
        if (locale(adresse) && adresse.length() <= LONGUEUR_MAX) {
            response.addCookie(cookie(URLEncoder.encode(adresse, StandardCharsets.UTF_8), DUREE));
        }
    }

    /** The address kept, once. */
    String reprendre(HttpServletRequest request, HttpServletResponse response) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (var cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    response.addCookie(cookie("", Duration.ZERO));
                    return decoder(cookie.getValue())
                            .filter(RetourApresConnexion::locale)
                            .orElse(ACCUEIL);
                }
            }
        }
        return ACCUEIL;
    }

    private static Optional<String> decoder(String valeur) {
        try {
            return Optional.of(URLDecoder.decode(valeur, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether an address stays here: a path, and nothing a browser could read as another host (04 R55). */
    static boolean locale(String adresse) {
        return PagePrecedente.estLocale(adresse) && !adresse.startsWith("/login/") && !adresse.startsWith("/connexion");
    }

    private Cookie cookie(String valeur, Duration duree) {
        var cookie = new Cookie(COOKIE, valeur);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(origine.startsWith("https:"));
        cookie.setMaxAge((int) duree.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
