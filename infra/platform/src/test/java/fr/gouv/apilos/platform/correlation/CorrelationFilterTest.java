package fr.gouv.apilos.platform.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CorrelationFilterTest {

    private static String passer(boolean accepter, String recue) throws Exception {
        var requete = new MockHttpServletRequest("GET", "/");
        if (recue != null) {
            requete.addHeader(Correlation.ENTETE, recue);
        }
        var reponse = new MockHttpServletResponse();
        var vue = new String[1];
        FilterChain suite = (_, _) -> vue[0] = MDC.get(Correlation.MDC_CLE);
        new CorrelationFilter(accepter).doFilter(requete, reponse, suite);
        assertThat(reponse.getHeader(Correlation.ENTETE)).isEqualTo(vue[0]);
        assertThat(MDC.get(Correlation.MDC_CLE))
                .as("nothing is left on the thread")
                .isNull();
        return vue[0];
    }

    @Test
    void a_service_keeps_the_identifier_of_the_caller() throws Exception {
        assertThat(passer(true, "APL-7F3K2")).isEqualTo("APL-7F3K2");
    }

    @Test
    void the_public_door_believes_nobody() throws Exception {
        assertThat(passer(false, "APL-7F3K2")).startsWith("APL-").isNotEqualTo("APL-7F3K2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "with space", "a\r\nSet-Cookie: x", "<script>", "é123", "a/b/c/d"})
    void an_odd_identifier_is_replaced(String recue) throws Exception {
        assertThat(passer(true, recue)).matches("APL-[2-9A-Z]{8}");
    }

    @Test
    void identifiers_are_not_repeated() throws Exception {
        Set<String> vus = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            vus.add(passer(false, null));
        }
        assertThat(vus).hasSize(1000);
    }
}
