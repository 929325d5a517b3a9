package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.correlation.Correlation;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ReponseErreur;
import fr.gouv.apilos.platform.web.Assets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said when sessions cannot be read because the database is away. The usual page needs the session, to greet its
 * reader: it would wait for the same database once more, so this one is written by itself.
 */
class BaseAbsente extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(BaseAbsente.class);
    private static final String DETAIL =
            "La base de données ne répond pas. Réessayez dans une minute ; ce que vous avez enregistré est conservé.";
    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="fr">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>%1$s — APiLos</title>
            <link rel="stylesheet" href="%2$s" />
            <link rel="stylesheet" href="%3$s" media="screen and (prefers-color-scheme: dark)" />
          </head>
          <body>
            <main class="fr-container fr-my-6w">
              <h1>%1$s</h1>
              <p class="fr-text--sm">Erreur 503</p>
              <p class="fr-text--lead">%4$s</p>
              <p class="fr-text--sm">Référence à transmettre à l’assistance : <code>%5$s</code></p>
              <ul class="fr-btns-group fr-btns-group--inline-md">
                <li><a class="fr-btn" href="/conventions/recherche">Voir les conventions</a></li>
                <li><a class="fr-btn fr-btn--secondary" href="/">Revenir à l’accueil</a></li>
              </ul>
            </main>
          </body>
        </html>
        """;

    private final Assets assets;
    private final JsonMapper json;

    BaseAbsente(Assets assets, JsonMapper json) {
        this.assets = assets;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted() || !base(e)) {
                throw e;
            }
            LOG.error("Sessions cannot be read: {}", e.toString());
            repondre(request, response);
        }
    }

    private static boolean base(Throwable erreur) {
        for (Throwable cause = erreur; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }

    private void repondre(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(ErreurCommune.INDISPONIBLE.statut().value());
        response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        if (ReponseErreur.veutUnePage(request)) {
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.getWriter()
                    .write(PAGE.formatted(
                            ErreurCommune.INDISPONIBLE.titre(),
                            assets.url("apilos.css"),
                            assets.url("apilos-sombre.css"),
                            DETAIL,
                            Correlation.courante()));
        } else {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            json.writeValue(response.getOutputStream(), ReponseErreur.probleme(ErreurCommune.INDISPONIBLE, DETAIL));
        }
    }
}
