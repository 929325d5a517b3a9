package fr.gouv.apilos.convention.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Word models are given, compared with the example both services share. */
@EssaiDeService
class ContexteDeDocumentIT {

    private static final Path EXEMPLE =
            Path.of("../infra/contracts/src/main/resources/contracts/contextes/hlm.exemple.json");

    @Autowired
    Jeu jeu;

    @Autowired
    ContexteDeDocument contextes;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    JsonMapper json;

    @Test
    void the_example_of_the_contract_has_exactly_the_keys_this_service_sends() throws IOException {
        var c = jeu.complete(2);
        var contexte = contextes.de(conventions.findWithLotsById(c.convention()).orElseThrow());
        var envoye = json.readTree(contextes.json(contexte.donnees()));
        if (Boolean.getBoolean("contexte.ecrire")) {
            Files.createDirectories(EXEMPLE.getParent());
            Files.writeString(EXEMPLE, json.writerWithDefaultPrettyPrinter().writeValueAsString(envoye) + "\n");
        }
        new ContratDeMessages().verifierContexte("HLM", contextes.json(contexte.donnees()));
        assertThat(cles(envoye)).isEqualTo(cles(json.readTree(Files.readString(EXEMPLE))));
    }

    @Test
    void DOC32_social_mix_follows_the_size_of_the_operation() {
        assertThat(Mixite.de(9)).containsAllEntriesOf(mixite(1, 3, 1, 3, 3));
        assertThat(Mixite.de(5)).containsAllEntriesOf(mixite(1, 2, 1, 2, 2));
        assertThat(Mixite.de(4)).containsAllEntriesOf(mixite(0, 1, 0, 1, 2));
        assertThat(Mixite.de(10)).containsAllEntriesOf(mixite(1, 3, 1, 3, 3));
        assertThat(Mixite.de(11)).containsAllEntriesOf(mixite(1, 4, 1, 3, 4));
    }

    private static Map<String, Object> mixite(int dix, int trente, int inf10, int inf30, int sup30) {
        return Map.of(
                "mixPLUS_10pc", dix,
                "mixPLUS_30pc", trente,
                "mixPLUSinf10_10pc", inf10,
                "mixPLUSinf10_30pc", inf30,
                "mixPLUSsup10_30pc", sup30);
    }

    private static Set<String> cles(JsonNode noeud) {
        var cles = new TreeSet<String>();
        parcourir(noeud, "", cles);
        return cles;
    }

    private static void parcourir(JsonNode noeud, String chemin, Set<String> cles) {
        if (noeud.isObject() && !chemin.endsWith("nb_logements_par_type")) {
            noeud.properties().forEach(champ -> {
                if (!champ.getKey().startsWith("$")) {
                    cles.add(chemin + "." + champ.getKey());
                }
                parcourir(champ.getValue(), chemin + "." + champ.getKey(), cles);
            });
        } else if (noeud.isArray()) {
            noeud.forEach(element -> parcourir(element, chemin + "[]", cles));
        }
    }
}
