package fr.gouv.apilos.gateway.siap;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ReponseErreur;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns the token of SIAP into the internal one of the habilitation it names, kept for the calls that follow; says no as
 * the contract says it. Nothing of a call is kept: neither session nor cookie (05 D13). Source: 04 R79 to R84, 05 §1.
 */
@Component
public class PorteDeSiap extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(PorteDeSiap.class);

    /** A7: a good token is enough there, whomever it names. */
    private static final String CONFIG = "/api-siap/v0/config";

    private final JetonEntrant jetons;
    private final Habilitations habilitations;
    private final JsonMapper json;

    PorteDeSiap(JetonEntrant jetons, Habilitations habilitations, JsonMapper json) {
        this.jetons = jetons;
        this.habilitations = habilitations;
        this.json = json;
    }

    /** A filter of the security chain of its own paths, and of no other. */
    @Configuration(proxyBeanMethods = false)
    static class HorsDesAutresChemins {

        @Bean
        FilterRegistrationBean<PorteDeSiap> porteDeSiapSeule(PorteDeSiap porte) {
            var inscription = new FilterRegistrationBean<>(porte);
            inscription.setEnabled(false);
            return inscription;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        JetonEntrant.Lu lu;
        try {
            lu = jetons.lire(request.getHeader(HttpHeaders.AUTHORIZATION));
        } catch (JetonEntrant.Refuse refus) {
            LOG.info("A token of SIAP was refused: {}", refus.getMessage());
            nonConnecte(response, refus);
            return;
        }
        var chemin = request.getRequestURI();
        if (!chemin.equals(CONFIG) && !chemin.equals(CONFIG + "/")) {
            var appelant = lu.appelant().orElse(null);
            if (appelant == null) {
                nonConnecte(response, new JetonEntrant.Refuse("user_not_found", "User or Habilitation not found"));
                return;
            }
            try {
                request.setAttribute(
                        Habilitations.JETON, habilitations.jetonDeSiap(appelant.login(), appelant.habilitation()));
            } catch (ErreurMetier erreur) {
                refuser(response, erreur, appelant);
                return;
            }
        }
        var contexte = SecurityContextHolder.createEmptyContext();
        contexte.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                "siap", null, AuthorityUtils.createAuthorityList("ROLE_SIAP")));
        SecurityContextHolder.setContext(contexte);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** E1. */
    private void nonConnecte(HttpServletResponse response, JetonEntrant.Refuse refus) throws IOException {
        var probleme = ReponseErreur.probleme(ErreurCommune.NON_CONNECTE, String.valueOf(refus.getMessage()));
        var code = refus.code();
        if (code != null) {
            probleme.setProperty("code", code);
        }
        if ("token_not_valid".equals(code)) {
            probleme.setDetail("Given token not valid for any token type");
            probleme.setProperty(
                    "messages",
                    List.of(Map.of(
                            "token_class",
                            "AccessToken",
                            "token_type",
                            "access",
                            "message",
                            String.valueOf(refus.getMessage()))));
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"api\"");
        ecrire(response, HttpStatus.UNAUTHORIZED, probleme);
    }

    /** A9, D4: no such habilitation is a 403; SIAP away is a 500 that says to try again (R84, E2). */
    private void refuser(HttpServletResponse response, ErreurMetier erreur, JetonEntrant.Appelant appelant)
            throws IOException {
        LOG.warn("A call of SIAP under habilitation {} was refused: {}", appelant.habilitation(), erreur.detail());
        var code = ErreurCommune.INTERDIT == erreur.code() ? ErreurCommune.INTERDIT : ErreurCommune.INDISPONIBLE;
        var probleme = ReponseErreur.probleme(code, erreur.detail());
        if (code == ErreurCommune.INTERDIT) {
            ecrire(response, HttpStatus.FORBIDDEN, probleme);
            return;
        }
        probleme.setProperty("error", ReponseErreur.ECHEC_SIAP);
        ecrire(response, HttpStatus.INTERNAL_SERVER_ERROR, probleme);
    }

    /** The contract says JSON; a problem document is one. */
    private void ecrire(HttpServletResponse response, HttpStatus statut, ProblemDetail probleme) throws IOException {
        probleme.setStatus(statut.value());
        response.setStatus(statut.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(response.getOutputStream(), probleme);
    }
}
