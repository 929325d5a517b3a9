package fr.gouv.apilos.simulators.comptes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every account, and the mergers of bailleurs that SIAP reports. */
@Component
public class Annuaire {

    private record Fichier(List<Compte> comptes, List<JsonNode> fusions) {}

    private final List<Compte> comptes;
    private final List<JsonNode> fusions;
    private final Map<String, Compte> parLogin;

    Annuaire(JsonMapper json) {
        try (var flux = new ClassPathResource("simulateurs/comptes.json").getInputStream()) {
            var fichier = json.readerFor(Fichier.class)
                    .without(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .<Fichier>readValue(flux);
            comptes = fichier.comptes();
            fusions = fichier.fusions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parLogin = comptes.stream().collect(Collectors.toMap(Compte::login, Function.identity()));
    }

    public List<Compte> comptes() {
        return comptes;
    }

    public Optional<Compte> parLogin(String login) {
        return Optional.ofNullable(parLogin.get(login));
    }

    /** Mergers in which this SIREN absorbed or was absorbed; all of them when none is given. Source: 05 §11.3. */
    public List<JsonNode> fusions(String siren) {
        if (siren == null || siren.isBlank()) {
            return fusions;
        }
        return fusions.stream()
                .filter(f -> siren.equals(f.path("sirenAbsorbant").asString())
                        || siren.equals(f.path("sirenAbsorbe").asString()))
                .toList();
    }
}
