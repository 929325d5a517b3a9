package fr.gouv.apilos.referentiel.effacement;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What another service has to clear; it refuses by itself in production. */
class Voisin {

    private static final Duration DELAI = Duration.ofMinutes(2);
    private static final String CHEMIN = "/api/v1/effacement";

    private final String nom;
    private final RestClient http;

    Voisin(String nom, String adresse, RestClient.Builder http, JetonDeService jeton) {
        this.nom = nom;
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), Duration.ofSeconds(3), DELAI);
    }

    private record Restant(long restants) {}

    /** Rows of each kind that would go. */
    Map<String, Long> compter() {
        try {
            var comptes =
                    http.get().uri(CHEMIN).retrieve().body(new ParameterizedTypeReference<Map<String, Long>>() {});
            return comptes == null ? Map.of() : comptes;
        } catch (RestClientException e) {
            throw traduire(e);
        }
    }

    /** Clears a batch; answers how many rows remain. */
    long effacer() {
        try {
            var restant = http.post()
                    .uri(CHEMIN)
                    .body(Map.of("confirmation", "tout effacer"))
                    .retrieve()
                    .body(Restant.class);
            return restant == null ? 0 : restant.restants();
        } catch (RestClientException e) {
            throw traduire(e);
        }
    }

    /** Asks for test data; answers what was done. */
    JsonNode preparer(Map<String, ?> demande) {
        try {
            var fait = http.post()
                    .uri("/api/v1/jeu-d-essai")
                    .body(demande)
                    .retrieve()
                    .body(JsonNode.class);
            return fait == null ? MissingNode.getInstance() : fait;
        } catch (RestClientException e) {
            throw traduire(e);
        }
    }

    private ErreurMetier traduire(RestClientException e) {
        if (e instanceof RestClientResponseException refus
                && refus.getStatusCode().is4xxClientError()) {
            return ErreurMetier.interdit(
                    nom + " refuse : " + refus.getStatusCode().value() + ".");
        }
        return new ErreurMetier(
                ErreurCommune.INDISPONIBLE,
                nom + " ne répond pas. Relancez la commande quand il sera là : elle reprendra où elle en est.");
    }
}
