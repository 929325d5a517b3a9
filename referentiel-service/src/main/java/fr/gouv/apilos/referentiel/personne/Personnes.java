package fr.gouv.apilos.referentiel.personne;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.ListePaginee;
import fr.gouv.apilos.platform.web.Pagination;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks habilitation-service with the token of the reader, whose rights it applies (04 §6.7); gives up within two seconds: the
 * page then says that the list is away.
 */
@Component
@ConditionalOnWebApplication
public class Personnes {

    private static final Logger LOG = LoggerFactory.getLogger(Personnes.class);

    private final RestClient http;
    private final Formats formats;
    private final CircuitBreaker disjoncteur = CircuitBreaker.of(
            "personnes",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(15))
                    .recordException(e -> e instanceof ResourceAccessException || e instanceof HttpServerErrorException)
                    .build());

    Personnes(
            RestClient.Builder http,
            Formats formats,
            @Value("${apilos.services.habilitation}") String adresse,
            @Value("${apilos.personnes.delai:2s}") Duration delai) {
        this.formats = formats;
        this.http = ClientInterne.vers(
                http,
                adresse,
                (requete, corps, execution) -> {
                    var lecteur = SecurityContextHolder.getContext().getAuthentication();
                    if (lecteur != null && lecteur.getCredentials() instanceof String jeton) {
                        requete.getHeaders().setBearerAuth(jeton);
                    }
                    return execution.execute(requete, corps);
                },
                delai,
                delai);
    }

    /** Whose people are asked for. */
    public enum De {
        BAILLEUR("bailleur"),
        ADMINISTRATION("administration");

        private final String parametre;

        De(String parametre) {
            this.parametre = parametre;
        }
    }

    /**
     * Somebody with a role on the entity.
     *
     * @param roles those the reader may know of
     */
    public record Personne(
            UUID uuid, String identifiant, String nom, String email, boolean actif, List<String> roles) {}

    /**
     * A page of people.
     *
     * @param total how many the whole answer holds
     */
    public record PageDePersonnes(List<Personne> elements, long total, int page, int pages) {}

    /** Whether the reader may know the people of an entity: those who act for it too, and the support team (04 §6.7). */
    public boolean visibles(UUID entite) {
        return Identite.facultative()
                .map(i -> i.staff()
                        || i.superuser()
                        || i.bailleurs().contains(entite)
                        || i.administrations().contains(entite))
                .orElse(false);
    }

    /**
     * Puts the page that is asked for into the model of a sheet.
     *
     * @param adresse of the tab
     * @throws ErreurMetier 403 to who may not know them
     */
    public void montrer(De quoi, UUID entite, String page, String adresse, Model modele) {
        if (!visibles(entite)) {
            throw ErreurMetier.interdit("Les utilisateurs d’une entité sont montrés à ses propres membres et à l’équipe"
                    + " d’exploitation.");
        }
        var trouvees = demander(quoi, entite, ListePaginee.borner(page, Integer.MAX_VALUE));
        modele.addAttribute("personnes", trouvees.orElse(null));
        modele.addAttribute("adresse", adresse);
        modele.addAttribute("de", quoi.parametre);
        trouvees.ifPresent(t -> {
            modele.addAttribute("compte", formats.pluriel(t.total(), "utilisateur", "utilisateurs"));
            modele.addAttribute("pagination", new Pagination(t.page(), t.pages(), adresse + "?page=", ""));
        });
    }

    private Optional<PageDePersonnes> demander(De quoi, UUID entite, int page) {
        try {
            return Optional.ofNullable(CircuitBreaker.decorateSupplier(
                            disjoncteur,
                            () -> http.get()
                                    .uri(
                                            "/api/v1/utilisateurs?{quoi}={uuid}&tri=nom&page={page}",
                                            quoi.parametre,
                                            entite,
                                            page)
                                    .retrieve()
                                    .body(PageDePersonnes.class))
                    .get());
        } catch (RestClientException | CallNotPermittedException e) {
            LOG.warn("habilitation-service does not tell who acts for an entity: {}", e.toString());
            return Optional.empty();
        }
    }
}
