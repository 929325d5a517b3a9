package fr.gouv.apilos.simulators.siap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The opérations SIAP knows, from {@code simulateurs/operations.json}. */
@Component
class Operations {

    /** One line of the short list of SIAP's contract. */
    record Succincte(String numeroOperation, String nomOperation, List<String> aides, JsonNode adresseComplete) {}

    private final Map<String, JsonNode> parNumero = new LinkedHashMap<>();

    Operations(JsonMapper json) {
        try (var flux = new ClassPathResource("simulateurs/operations.json").getInputStream()) {
            json.readTree(flux)
                    .forEach(operation -> parNumero.put(
                            operation.at("/donneesOperation/numeroOperation").asString(), operation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<JsonNode> parNumero(String numero) {
        return Optional.ofNullable(parNumero.get(numero));
    }

    List<Succincte> toutes() {
        return parNumero.values().stream()
                .map(o -> new Succincte(
                        o.at("/donneesOperation/numeroOperation").asString(),
                        o.at("/donneesOperation/nomOperation").asString(),
                        StreamSupport.stream(o.at("/donneesOperation/aides").spliterator(), false)
                                .map(aide -> aide.path("code").asString())
                                .toList(),
                        o.at("/donneesLocalisation/adresseComplete")))
                .toList();
    }
}
