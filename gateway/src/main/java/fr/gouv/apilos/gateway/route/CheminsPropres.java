package fr.gouv.apilos.gateway.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The paths the gateway answers itself: no token to get, no body to pass on. */
final class CheminsPropres {

    private static final Pattern PROPRES = Pattern.compile(
            "/(?:|connexion.*|sessions.*|detour.*|habilitations|affichage|menu|galerie.*|assets/.*|actuator/.*|error|erreur/.*|accessibilite|mentions-legales"
                    + "|login/cas|login/oidc|mot-de-passe|deconnexion|accounts/.*|exploitation/gateway/.*|admin/.*|v3/api-docs.*"
                    + "|favicon.ico|robots.txt)");

    private CheminsPropres() {}

    static boolean contiennent(HttpServletRequest request) {
        return PROPRES.matcher(request.getRequestURI()).matches();
    }
}
