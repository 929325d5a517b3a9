package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.session.Connexion;
import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * SIAP leads people here with {@code habilitation_id} in any address: the habilitation is put in force and the address loses
 * the parameter. One that is not theirs is never replaced by another: they choose. Source: 04 R28, R30, 05 D4.
 */
class ChoixDansLAdresse extends OncePerRequestFilter {

    private static final String PARAMETRE = "habilitation_id";
    private static final int CHIFFRES_MAX = 18;

    private final Habilitations habilitations;

    ChoixDansLAdresse(Habilitations habilitations) {
        this.habilitations = habilitations;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var parametres = request.getQueryString();
        return !"GET".equals(request.getMethod())
                || parametres == null
                || !parametres.contains(PARAMETRE + "=")
                || request.getRequestURI().startsWith("/login/")
                || !ReponseErreur.veutUnePage(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        var connexion = Connexion.de(session).orElse(null);
        var voulue = Optional.ofNullable(request.getParameter(PARAMETRE)).orElse("");
        if (connexion == null) {
            chain.doFilter(request, response);
            return;
        }
        if (!voulue.matches("\\d{1," + CHIFFRES_MAX + "}")) {
            request.setAttribute(
                    ReponseErreur.ERREUR,
                    new ErreurMetier(
                            ErreurCommune.REQUETE_INCORRECTE,
                            "Le numéro d’habilitation de cette adresse n’en est pas un. Revenez à SIAP et recommencez."));
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        var suite = sansLeParametre(request);
        try {
            response.sendRedirect(
                    choisir(session, connexion, Long.parseLong(voulue))
                            ? suite
                            : "/habilitations?demandee&suite=" + URLEncoder.encode(suite, StandardCharsets.UTF_8));
        } catch (ErreurMetier erreur) {
            if (erreur.code() != ErreurCommune.INTERDIT) {
                PourPlusTard.annoncer(request, response);
            }
            request.setAttribute(ReponseErreur.ERREUR, erreur);
            response.sendError(erreur.code().statut().value());
        }
    }

    /** One that was given since sign-in is found by asking again, under one's own account. */
    private boolean choisir(HttpSession session, Connexion connexion, long voulue) {
        if (connexion.active() == voulue) {
            return true;
        }
        var actuelle = connexion;
        if (!offre(connexion, voulue)) {
            if (connexion.detour() != null) {
                return false;
            }
            actuelle = habilitations.actualiser(connexion);
            actuelle.garder(session);
        }
        if (!offre(actuelle, voulue)) {
            return false;
        }
        var choisie = actuelle.avec(voulue);
        // Asked now: an habilitation withdrawn meanwhile is said here.
        habilitations.jeton(choisie);
        choisie.garder(session);
        return true;
    }

    private static boolean offre(Connexion connexion, long voulue) {
        return connexion.habilitations().stream().anyMatch(h -> h.id() == voulue);
    }

    private static String sansLeParametre(HttpServletRequest request) {
        var restants = Arrays.stream(request.getQueryString().split("&"))
                .filter(partie -> !partie.equals(PARAMETRE) && !partie.startsWith(PARAMETRE + "="))
                .collect(Collectors.joining("&"));
        // A path that begins with two slashes would be read as another host.
        var chemin = request.getRequestURI().replaceAll("^/+", "/");
        return restants.isEmpty() ? chemin : chemin + "?" + restants;
    }
}
