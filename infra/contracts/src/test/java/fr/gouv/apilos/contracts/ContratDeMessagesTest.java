package fr.gouv.apilos.contracts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContratDeMessagesTest {

    static final java.util.List<String> TYPES = ContratDeMessages.TYPES;

    private final ContratDeMessages contrat = new ContratDeMessages();

    @ParameterizedTest
    @FieldSource("TYPES")
    void every_type_has_a_schema_that_refuses_an_empty_message(String type) {
        assertThatThrownBy(() -> contrat.verifier(type, "{}"))
                .isInstanceOf(MessageNonConforme.class)
                .hasMessageContaining("required");
    }

    @Test
    void a_whole_message_passes() {
        assertThatCode(() -> contrat.verifier("courriel.envoye.v1", """
            {"evenementId": "7d1d3f9e-0a4a-4c86-8d5e-0a5b3f1f0c11",
             "courriel": "0f0a4f6e-3f0b-4d0e-9b3c-2d3f5a7c9e10",
             "survenuLe": "2026-11-24T14:00:00Z"}\
            """)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", ""})
    void formats_are_asserted(String identifiant) {
        assertThatThrownBy(() -> contrat.verifier("courriel.envoye.v1", """
            {"evenementId": "%s", "courriel": "0f0a4f6e-3f0b-4d0e-9b3c-2d3f5a7c9e10",
             "survenuLe": "2026-11-24T14:00:00Z"}\
            """.formatted(identifiant)))
                .isInstanceOf(MessageNonConforme.class);
    }

    @Test
    void an_unknown_type_is_refused() {
        assertThatThrownBy(() -> contrat.verifier("inconnu.v1", "{}")).isInstanceOf(MessageNonConforme.class);
    }

    @Test
    void the_example_of_a_context_matches_its_schema_and_a_mistake_is_named() throws java.io.IOException {
        String exemple;
        try (var flux = ContratDeMessages.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
            exemple = new String(flux.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThatCode(() -> contrat.verifierContexte("HLM", exemple)).doesNotThrowAnyException();
        assertThatThrownBy(() -> contrat.verifierContexte("HLM", exemple.replace("2066-06-30", "30/06/2066")))
                .hasMessageContaining("date_fin_conventionnement");
        assertThatThrownBy(() -> contrat.verifierContexte("HLM", exemple.replace("\"m\":", "\"somme\":")))
                .hasMessageContaining("'m'");
    }
}
