package fr.gouv.apilos.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.testing.JetonDeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API that others read is the one that runs; {@code -Dopenapi.ecrire=true} writes it again. */
@EssaiDuWorker
class OpenApiIT {

    private static final Path COMMISE =
            Path.of("../infra/contracts/src/main/resources/contracts/openapi/document-worker.json");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Test
    void the_committed_description_is_the_one_that_runs() throws IOException {
        var reponse = mvc.get()
                .uri("/v3/api-docs")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(reponse).hasStatusOk();
        var vivante = json.readTree(reponse.getResponse().getContentAsByteArray());
        if (Boolean.getBoolean("openapi.ecrire")) {
            Files.createDirectories(COMMISE.getParent());
            Files.writeString(COMMISE, json.writerWithDefaultPrettyPrinter().writeValueAsString(vivante) + "\n");
        }
        assertThat(vivante).isEqualTo(json.readTree(COMMISE.toFile()));
        assertThat(vivante.path("paths").has("/admin/documents/taches")).isTrue();
    }
}
