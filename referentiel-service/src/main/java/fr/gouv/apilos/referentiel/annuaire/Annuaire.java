package fr.gouv.apilos.referentiel.annuaire;

import fr.gouv.apilos.referentiel.annuaire.Reponse.Inconnue;
import fr.gouv.apilos.referentiel.annuaire.Reponse.Indisponible;
import fr.gouv.apilos.referentiel.annuaire.Reponse.SansObjet;
import fr.gouv.apilos.referentiel.annuaire.Reponse.Trouvee;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the directory, once a week for a number, and gives up quickly: a circuit breaker, few calls at once, two seconds. */
@Service
public class Annuaire {

    private static final Logger LOG = LoggerFactory.getLogger(Annuaire.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final @Nullable RestClient http;
    private final Duration garde;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "annuaire",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(30))
                    .build());
    private final Bulkhead cloison = Bulkhead.of(
            "annuaire",
            BulkheadConfig.custom()
                    .maxConcurrentCalls(5)
                    .maxWaitDuration(Duration.ZERO)
                    .build());

    Annuaire(
            JdbcClient jdbc,
            JsonMapper json,
            Clock horloge,
            RestClient.Builder http,
            @Value("${apilos.annuaire.url:}") String adresse,
            @Value("${apilos.annuaire.delai:2s}") Duration delai,
            @Value("${apilos.annuaire.garde:7d}") Duration garde) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
        this.garde = garde;
        if (adresse.isBlank()) {
            this.http = null;
        } else {
            var fabrique = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(delai)
                    .build());
            fabrique.setReadTimeout(delai);
            this.http = http.baseUrl(adresse).requestFactory(fabrique).build();
        }
    }

    /** Whether a directory is configured. */
    public boolean actif() {
        return http != null;
    }

    /**
     * What is known of a number; never throws, never waits more than the time limit.
     *
     * @param numero SIRET or SIREN; anything else is without object
     */
    public Reponse consulter(String numero) {
        if (http == null || !numero.matches("\\d{9}|\\d{14}")) {
            return new SansObjet();
        }
        var gardee = gardee(numero);
        if (gardee.isPresent()) {
            return gardee.get();
        }
        try {
            var corps = Bulkhead.decorateSupplier(
                            cloison, CircuitBreaker.decorateSupplier(disjoncteur, () -> demander(http, numero)))
                    .get();
            var reponse = lire(corps, numero);
            garder(numero, reponse);
            return reponse;
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException | JacksonException e) {
            LOG.info("The directory of enterprises does not answer: {}", e.toString());
            return new Indisponible();
        }
    }

    private static @Nullable JsonNode demander(RestClient http, String numero) {
        return http.get()
                .uri(uri -> uri.path("/search")
                        .queryParam("q", numero)
                        .queryParam("per_page", 1)
                        .build())
                .retrieve()
                .body(JsonNode.class);
    }

    private static Reponse lire(@Nullable JsonNode corps, String numero) {
        if (corps == null) {
            return new Inconnue();
        }
        for (var entreprise : corps.path("results")) {
            var siren = entreprise.path("siren").asString("");
            if (!numero.startsWith(siren) || siren.isEmpty()) {
                continue;
            }
            var siege = entreprise.path("siege");
            var etablissement = numero.length() == siren.length()
                    ? Optional.of(siege)
                    : Stream.concat(
                                    Stream.of(siege),
                                    StreamSupport.stream(
                                            entreprise
                                                    .path("matching_etablissements")
                                                    .spliterator(),
                                            false))
                            .filter(e -> numero.equals(e.path("siret").asString("")))
                            .findFirst();
            if (etablissement.isPresent()) {
                var e = etablissement.get();
                return new Trouvee(
                        siren,
                        e.path("siret").asString(numero),
                        premier(entreprise, "nom_raison_sociale", "nom_complet"),
                        texte(e, "adresse"),
                        texte(e, "code_postal"),
                        texte(e, "libelle_commune"),
                        "A".equals(e.path("etat_administratif").asString("A")));
            }
        }
        return new Inconnue();
    }

    private Optional<Reponse> gardee(String numero) {
        return jdbc.sql("select reponse::text from annuaire_reponse where numero = :numero and lue_le > :depuis")
                .param("numero", numero)
                .param("depuis", horloge.instant().minus(garde).atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional()
                .map(texte -> {
                    var noeud = json.readTree(texte);
                    return noeud.isEmpty() ? new Inconnue() : json.treeToValue(noeud, Trouvee.class);
                });
    }

    private void garder(String numero, Reponse reponse) {
        jdbc.sql("""
            insert into annuaire_reponse (numero, reponse, lue_le) values (:numero, :reponse::jsonb, :maintenant)
            on conflict (numero) do update set reponse = excluded.reponse, lue_le = excluded.lue_le\
            """)
                .param("numero", numero)
                .param("reponse", reponse instanceof Trouvee ? json.writeValueAsString(reponse) : "{}")
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String premier(JsonNode noeud, String un, String autre) {
        var valeur = noeud.path(un).asString("");
        return valeur.isEmpty() ? noeud.path(autre).asString("") : valeur;
    }

    private static @Nullable String texte(JsonNode noeud, String champ) {
        var valeur = noeud.path(champ).asString("");
        return valeur.isEmpty() ? null : valeur;
    }
}
