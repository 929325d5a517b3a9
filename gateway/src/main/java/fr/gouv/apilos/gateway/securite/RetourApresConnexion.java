package fr.gouv.apilos.gateway.securite;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where to go after sign-in, kept in a short-lived cookie: no session is made for those who never sign in. */
class RetourApresConnexion {

    /** Where people land by default. */
    static final String ACCUEIL = "/conventions/recherche";

    private static final String COOKIE = "apilos_retour";
    private static final Duration DUREE = Duration.ofMinutes(15);
    private static final int LONGUEUR_MAX = 1500;

    /** Keeps the address of a page somebody asked for. */
    void garder(HttpServletRequest request, HttpServletResponse response) {
        if (!"GET".equals(request.getMethod())) {
            return;
        }
        var requete = request.getQueryString();
        var adresse = request.getRequestURI() + (requete == null ? "" : "?" + requete);
        if (locale(adresse) && adresse.length() <= LONGUEUR_MAX) {
            response.addCookie(cookie(request, URLEncoder.encode(adresse, StandardCharsets.UTF_8), DUREE));
        }
    }

    /** The address kept, once. */
    String reprendre(HttpServletRequest request, HttpServletResponse response) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (var cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    response.addCookie(cookie(request, "", Duration.ZERO));
                    var adresse = URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
                    return locale(adresse) ? adresse : ACCUEIL;
                }
            }
        }
        return ACCUEIL;
    }

    /** Whether an address stays here: a path, and nothing a browser could read as another host (04 R55). */
    static boolean locale(@Nullable String adresse) {
        return adresse != null
                && adresse.matches("/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*|/")
                && !adresse.startsWith("/login/")
                && !adresse.startsWith("/connexion");
    }

    private static Cookie cookie(HttpServletRequest request, String valeur, Duration duree) {
        var cookie = new Cookie(COOKIE, valeur);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge((int) duree.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
