package fr.gouv.apilos.simulators.annuaire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the shape of the directory's search: the bailleurs of the demonstration, and nobody else. */
@RestController
class AnnuaireDesEntreprisesController {

    private final List<JsonNode> entreprises;

    AnnuaireDesEntreprisesController(JsonMapper json) {
        try (var flux = new ClassPathResource("simulateurs/comptes.json").getInputStream()) {
            entreprises = StreamSupport.stream(
                            json.readTree(flux).path("bailleurs").spliterator(), false)
                    .filter(b -> b.path("siren").asString("").matches("\\d{9}"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/annuaire/search")
    Map<String, Object> chercher(@RequestParam String q) {
        var cherche = q.strip().toLowerCase(Locale.ROOT);
        var resultats = entreprises.stream()
                .filter(e -> e.path("siren").asString().equals(cherche)
                        || e.path("siret").asString().equals(cherche)
                        || e.path("nom").asString().toLowerCase(Locale.ROOT).contains(cherche))
                .map(AnnuaireDesEntreprisesController::entreprise)
                .toList();
        return Map.of(
                "results", resultats, "total_results", resultats.size(), "page", 1, "per_page", 10, "total_pages", 1);
    }

    private static Map<String, Object> entreprise(JsonNode e) {
        var nom = e.path("nom").asString().toUpperCase(Locale.FRENCH);
        var siege = new LinkedHashMap<String, Object>();
        siege.put("siret", e.path("siret").asString());
        siege.put(
                "adresse",
                (e.path("adresse").asString() + " " + e.path("codePostal").asString() + " "
                                + e.path("ville").asString())
                        .toUpperCase(Locale.FRENCH));
        siege.put("code_postal", e.path("codePostal").asString());
        siege.put("libelle_commune", e.path("ville").asString().toUpperCase(Locale.FRENCH));
        siege.put("etat_administratif", "A");
        var entreprise = new LinkedHashMap<String, Object>();
        entreprise.put("siren", e.path("siren").asString());
        entreprise.put("nom_complet", nom);
        entreprise.put("nom_raison_sociale", nom);
        entreprise.put("etat_administratif", "A");
        entreprise.put("siege", siege);
        entreprise.put("matching_etablissements", List.of(siege));
        return entreprise;
    }
}
