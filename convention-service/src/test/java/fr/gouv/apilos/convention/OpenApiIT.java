package fr.gouv.apilos.convention;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.testing.ContratOpenApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The description of the API that others read is the one that runs; {@code -Dopenapi.ecrire=true} writes it again. */
@EssaiDeService
class OpenApiIT {

    @Autowired
    MockMvcTester mvc;

    @Test
    void the_committed_description_is_the_one_that_runs() throws IOException {
        assertThat(ContratOpenApi.comparer(mvc, "convention-service")
                        .path("paths")
                        .propertyNames())
                .contains("/api/v1/conventions", "/admin/recherche/reconstruction");
    }
}
