package fr.gouv.apilos.gateway.route;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/** What a service may not say to a browser: the door sets the protections itself, once, and holds the only session. */
class EntetesDesServices implements ResponseHttpHeadersFilter, Ordered {

    private static final Set<String> RETIRES = Set.of(
            "content-security-policy",
            "strict-transport-security",
            "x-frame-options",
            "x-content-type-options",
            "x-xss-protection",
            "referrer-policy",
            "permissions-policy",
            "x-correlation-id",
            "server",
            "x-powered-by");
    private static final List<String> SESSIONS = List.of("jsessionid=", "apilos_session=", "session=");

    @Override
    public HttpHeaders apply(HttpHeaders recus, ServerResponse reponse) {
        var rendus = new HttpHeaders();
        recus.forEach((nom, valeurs) -> {
            var cle = nom.toLowerCase(Locale.ROOT);
            if (cle.equals("set-cookie")) {
                valeurs.stream().filter(EntetesDesServices::sansSession).forEach(valeur -> rendus.add(nom, valeur));
            } else if (!RETIRES.contains(cle)) {
                rendus.addAll(nom, valeurs);
            }
        });
        return rendus;
    }

    private static boolean sansSession(String cookie) {
        var debut = cookie.toLowerCase(Locale.ROOT);
        return SESSIONS.stream().noneMatch(debut::startsWith);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
