package fr.gouv.apilos.simulators.siap;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What SIAP's dashboard asks of the platform: the counters of an habilitation, as SIAP asks for them. Source: 05 §3. */
@Component
class IndicateursApilos {

    private static final Duration DELAI = Duration.ofSeconds(5);
    private static final long VIE = 300;

    private record Lu(String indicateur_redirection_url, long indicateur_valeur, String indicateur_label) {}

    /** One counter; the address keeps the habilitation. */
    record Indicateur(String libelle, long valeur, String adresse) {}

    /**
     * The answer.
     *
     * @param refus why there is none, or null
     */
    record Reponse(List<Indicateur> indicateurs, String refus) {}

    private final SiapProprietes proprietes;
    private final JsonMapper json;
    private final Clock clock;
    private final RestClient http;

    IndicateursApilos(SiapProprietes proprietes, JsonMapper json, Clock clock) {
        this.proprietes = proprietes;
        this.json = json;
        this.clock = clock;
        var fabrique = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DELAI)
                .build());
        fabrique.setReadTimeout(DELAI);
        this.http = RestClient.builder()
                .baseUrl(proprietes.apilosUrl())
                .requestFactory(fabrique)
                .build();
    }

    Reponse lire(String login, long habilitation) {
        if (proprietes.cleApi() == null || proprietes.cleApi().isBlank()) {
            return new Reponse(List.of(), "JWT_SIGN_KEY n’est pas donnée au simulateur.");
        }
        try {
            var lus = http.get()
                    .uri("/api-siap/v0/convention_kpi/")
                    .headers(entetes -> entetes.setBearerAuth(jeton(login, habilitation)))
                    .retrieve()
                    .body(new ParameterizedTypeReference<List<Lu>>() {});
            return new Reponse(
                    lus == null
                            ? List.of()
                            : lus.stream()
                                    .map(lu -> new Indicateur(
                                            lu.indicateur_label(),
                                            lu.indicateur_valeur(),
                                            adresse(lu.indicateur_redirection_url(), habilitation)
                                                    .toString()))
                                    .toList(),
                    null);
        } catch (RestClientException e) {
            return new Reponse(List.of(), "APiLos n’a pas répondu : " + e.getMessage());
        }
    }

    private URI adresse(String relative, long habilitation) {
        return UriComponentsBuilder.fromUriString(proprietes.apilosUrl() + relative)
                .queryParam("habilitation_id", habilitation)
                .encode()
                .build()
                .toUri();
    }

    private String jeton(String login, long habilitation) {
        var maintenant = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("token_type", "access");
        claims.put("iat", maintenant);
        claims.put("exp", maintenant + VIE);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("user-login", login);
        claims.put("habilitation-id", habilitation);
        var contenu = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + base64(json.writeValueAsBytes(claims));
        return contenu + "." + base64(Hmac.signer("HS256", proprietes.cleApi(), contenu));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
