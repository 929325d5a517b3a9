package fr.gouv.apilos.simulators.siap;

import fr.gouv.apilos.simulators.siap.JetonSiap.Appelant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Before each SIAP call: the fault of the day, then the token. */
@Configuration
class SiapInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    /** Request attribute holding the {@link Appelant}. */
    static final String APPELANT = "siap.appelant";

    private static final String RACINE = "/siap";

    private final JetonSiap jetons;
    private final Controle controle;
    private final JsonMapper json;
    private final Clock clock;

    SiapInterceptor(JetonSiap jetons, Controle controle, JsonMapper json, Clock clock) {
        this.jetons = jetons;
        this.controle = controle;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(RACINE + "/**").excludePathPatterns(RACINE + "/_controle/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest requete, HttpServletResponse reponse, Object handler)
            throws IOException, InterruptedException {
        var chemin = requete.getRequestURI().substring(RACINE.length());
        Appelant appelant = null;
        String refus = null;
        try {
            appelant = jetons.verifier(requete.getHeader("siap-Authorization"));
        } catch (JetonSiap.Refuse e) {
            refus = e.getMessage();
        }
        controle.noter(new Controle.Appel(
                clock.instant(),
                requete.getMethod(),
                chemin,
                appelant == null ? null : appelant.login(),
                appelant == null ? null : appelant.habilitation()));
        var panne = controle.subir(chemin);
        if (panne.delaiMs() != null) {
            Thread.sleep(panne.delaiMs());
        }
        if (panne.statut() != null) {
            return repondre(reponse, panne.statut(), "Panne simulée.");
        }
        var config = chemin.endsWith("/config") || chemin.endsWith("/config/");
        if (refus == null && !config && appelant.login().isBlank()) {
            refus = "Le jeton ne nomme aucun utilisateur.";
        }
        if (refus != null) {
            return repondre(reponse, HttpStatus.UNAUTHORIZED.value(), refus);
        }
        requete.setAttribute(APPELANT, appelant);
        return true;
    }

    private boolean repondre(HttpServletResponse reponse, int statut, String detail) throws IOException {
        reponse.setStatus(statut);
        reponse.setContentType(MediaType.APPLICATION_JSON_VALUE);
        reponse.setCharacterEncoding(StandardCharsets.UTF_8);
        reponse.getWriter().write(json.writeValueAsString(Map.of("detail", detail)));
        return false;
    }
}
