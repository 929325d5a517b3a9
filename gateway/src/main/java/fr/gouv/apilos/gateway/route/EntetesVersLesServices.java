package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.error.ReponseErreur;
import fr.gouv.apilos.platform.web.MenuCommun;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/** What every service is told of a request: the internal token and our own address in, what the client claims out. */
class EntetesVersLesServices implements RequestHttpHeadersFilter, Ordered {

    private static final Set<String> RETIRES = Set.of(
            "cookie",
            "authorization",
            "proxy-authorization",
            "siap-authorization",
            "forwarded",
            "x-real-ip",
            "x-menu-commun");
    private static final List<String> PREFIXES_RETIRES = List.of("x-user", "x-forwarded-", "x-correlation-");

    /** Cookies that say nothing of who: the colour scheme, the announcement of the next page. */
    private static final Set<String> COOKIES_ADMIS = Set.of("theme", "apilos_annonce");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final URI adresse;

    /** @param adresse the platform as people open it */
    EntetesVersLesServices(URI adresse) {
        this.adresse = adresse;
    }

    @Override
    public HttpHeaders apply(HttpHeaders recus, ServerRequest requete) {
        var envoyes = new HttpHeaders();
        recus.forEach((nom, valeurs) -> {
            if (!retire(nom.toLowerCase(Locale.ROOT))) {
                envoyes.addAll(nom, valeurs);
            }
        });
        cookies(requete, envoyes);
        if (requete.servletRequest().getAttribute(Habilitations.JETON) instanceof String jeton) {
            envoyes.setBearerAuth(jeton);
        }
        // Pages alone show it.
        if (requete.servletRequest().getAttribute(Habilitations.MENU) instanceof String menu
                && ReponseErreur.veutUnePage(requete.servletRequest())) {
            envoyes.set(MenuCommun.ENTETE, menu);
        }
        envoyes.set(Correlation.ENTETE, Correlation.courante());
        var https = "https".equals(adresse.getScheme());
        var port = adresse.getPort() > 0 ? adresse.getPort() : https ? HTTPS : HTTP;
        envoyes.set("X-Forwarded-Proto", adresse.getScheme());
        envoyes.set("X-Forwarded-Host", adresse.getAuthority());
        envoyes.set("X-Forwarded-Port", String.valueOf(port));
        envoyes.set("X-Forwarded-For", requete.servletRequest().getRemoteAddr());
        return envoyes;
    }

    private static boolean retire(String nom) {
        return RETIRES.contains(nom) || PREFIXES_RETIRES.stream().anyMatch(nom::startsWith);
    }

    private static void cookies(ServerRequest requete, HttpHeaders envoyes) {
        var cookies = requete.servletRequest().getCookies();
        if (cookies == null) {
            return;
        }
        var admis = new ArrayList<String>();
        for (var cookie : cookies) {
            if (COOKIES_ADMIS.contains(cookie.getName())) {
                admis.add(cookie.getName() + "=" + cookie.getValue());
            }
        }
        if (!admis.isEmpty()) {
            envoyes.set(HttpHeaders.COOKIE, String.join("; ", admis));
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
