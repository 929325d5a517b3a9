package fr.gouv.apilos.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.gouv.apilos.platform.web.Assets;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

class BaseAbsenteTest {

    private static final String SECRET = "jdbc:postgresql://interne/base";

    private final Assets assets = mock();
    private final BaseAbsente filtre = new BaseAbsente(assets, JsonMapper.shared());

    private MockHttpServletResponse passer(String accepte, Exception erreur) throws Exception {
        when(assets.url(anyString())).thenReturn("/assets/x");
        var requete = new MockHttpServletRequest("GET", "/conventions/recherche");
        requete.addHeader("Accept", accepte);
        var reponse = new MockHttpServletResponse();
        filtre.doFilter(requete, reponse, (_, _) -> {
            switch (erreur) {
                case ServletException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new AssertionError(erreur);
            }
        });
        return reponse;
    }

    @Test
    void a_page_says_the_database_is_away_and_when_to_come_back() throws Exception {
        var reponse = passer("text/html", new CannotCreateTransactionException(SECRET));
        assertThat(reponse.getStatus()).isEqualTo(503);
        assertThat(reponse.getHeader("Retry-After")).isEqualTo("10");
        assertThat(reponse.getContentAsString())
                .contains("<h1>Ce service est momentanément indisponible</h1>", "APL-", "lang=\"fr\"")
                .doesNotContain(SECRET, "Exception");
    }

    @Test
    void a_program_gets_a_problem() throws Exception {
        var reponse = passer("application/json", new ServletException(new DataAccessResourceFailureException(SECRET)));
        assertThat(reponse.getStatus()).isEqualTo(503);
        assertThat(reponse.getContentType()).startsWith("application/problem+json");
        assertThat(reponse.getContentAsString())
                .contains("urn:apilos:erreur:INDISPONIBLE")
                .doesNotContain(SECRET);
    }

    @Test
    void another_failure_is_left_to_others() {
        assertThatThrownBy(() -> passer("text/html", new IllegalStateException("autre")))
                .isInstanceOf(IllegalStateException.class);
    }
}
