package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed description of an API is the one that runs; {@code -Dopenapi.ecrire=true} writes it again. */
public final class ContratOpenApi {

    private static final Path DOSSIER = Path.of("../infra/contracts/src/main/resources/contracts/openapi");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ContratOpenApi() {}

    /**
     * Compares the description of a running service with {@code contracts/openapi/<service>.json}.
     *
     * @return the description
     */
    public static JsonNode comparer(MockMvcTester mvc, String service) throws IOException {
        var reponse = mvc.get()
                .uri("/v3/api-docs")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(reponse).hasStatusOk();
        var vivante = JSON.readTree(reponse.getResponse().getContentAsByteArray());
        var commise = DOSSIER.resolve(service + ".json");
        if (Boolean.getBoolean("openapi.ecrire")) {
            Files.createDirectories(commise.getParent());
            Files.writeString(commise, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(vivante) + "\n");
        }
        assertThat(vivante).isEqualTo(JSON.readTree(commise.toFile()));
        return vivante;
    }
}
