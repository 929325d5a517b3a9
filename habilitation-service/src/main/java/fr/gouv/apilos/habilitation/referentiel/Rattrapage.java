package fr.gouv.apilos.habilitation.referentiel;

import fr.gouv.apilos.habilitation.role.Fusions;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ClientInterne;
import fr.gouv.apilos.platform.security.JetonDeService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the référentiel for the changes since the last one read, from the first at the first time, and for the merges in
 * force: what was told before this service listened is known here too. Messages and this may say the same thing: the latest
 * word wins, and a word heard twice changes nothing.
 */
@Service
class Rattrapage {

    private static final Logger LOG = LoggerFactory.getLogger(Rattrapage.class);
    private static final Duration CONNEXION = Duration.ofSeconds(2);
    private static final Duration LECTURE = Duration.ofSeconds(10);
    private static final int TAILLE = 500;

    private final RestClient http;
    private final EntitesConnues entites;
    private final Fusions fusions;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock horloge;

    Rattrapage(
            RestClient.Builder http,
            JetonDeService jeton,
            @Value("${apilos.services.referentiel}") String adresse,
            EntitesConnues entites,
            Fusions fusions,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock horloge) {
        this.http = ClientInterne.vers(http, adresse, jeton.intercepteur(), CONNEXION, LECTURE);
        this.entites = entites;
        this.fusions = fusions;
        this.transaction = transaction;
        this.json = json;
        this.horloge = horloge;
    }

    private record Changements(List<Redite> elements, long derniere) {}

    private record Redite(long sequence, String type, JsonNode message) {}

    private record FusionEnVigueur(UUID absorbe, UUID absorbant, Instant survenuLe) {}

    private record FusionsEnVigueur(List<FusionEnVigueur> elements) {}

    /**
     * What was done.
     *
     * @param lus changes read
     * @param fusions merges in force, already known or not
     * @param annulees merges known here that are in force no more
     */
    record Bilan(int lus, int fusions, int annulees) {}

    /** @throws ErreurMetier 503 when the référentiel is away; what was read is kept */
    Bilan rattraper() {
        int lus = 0;
        Changements page;
        do {
            long depuis = entites.dernierChangementLu();
            page = appeler(() -> http.get()
                    .uri("/api/v1/changements?depuis={depuis}&taille={taille}", depuis, TAILLE)
                    .retrieve()
                    .body(Changements.class));
            retenir(page.elements());
            lus += page.elements().size();
        } while (!page.elements().isEmpty() && page.elements().getLast().sequence() < page.derniere());
        // What is undone from now on is told later than this, and is not masked by it.
        var maintenant = horloge.instant();
        var enVigueur = appeler(
                        () -> http.get().uri("/api/v1/fusions").retrieve().body(FusionsEnVigueur.class))
                .elements();
        // In the order they happened: the absorbing bailleur of one may be absorbed by the next.
        enVigueur.forEach(f -> transaction.executeWithoutResult(
                _ -> fusions.apprendre(f.absorbe(), f.absorbant(), false, f.survenuLe())));
        var absorbes = enVigueur.stream().map(FusionEnVigueur::absorbe).collect(Collectors.toSet());
        var annulees = fusions.connues().stream()
                .filter(f -> !absorbes.contains(f.absorbe()) && f.survenuLe().isBefore(maintenant))
                .toList();
        annulees.forEach(f ->
                transaction.executeWithoutResult(_ -> fusions.apprendre(f.absorbe(), f.absorbant(), true, maintenant)));
        return new Bilan(lus, enVigueur.size(), annulees.size());
    }

    /** The copies and the number of the last change move together. */
    private void retenir(List<Redite> redites) {
        if (redites.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            for (var redite : redites) {
                switch (redite.type()) {
                    case "bailleur.modifie.v1" ->
                        entites.noter(json.treeToValue(
                                redite.message().path("bailleur"), ReferentielListener.Bailleur.class));
                    case "administration.modifiee.v1" ->
                        entites.noter(json.treeToValue(
                                redite.message().path("administration"), ReferentielListener.Administration.class));
                    default -> {
                        // Facts nothing here is derived from.
                    }
                }
            }
            entites.retenirLeDernierChangement(redites.getLast().sequence());
        });
    }

    private static <T> T appeler(Supplier<T> appel) {
        try {
            return Objects.requireNonNull(appel.get());
        } catch (RestClientException e) {
            throw new ErreurMetier(ErreurCommune.INDISPONIBLE, "Le référentiel ne répond pas : " + e.getMessage());
        }
    }

    /** A minute after the start and once an hour. */
    @Component
    @Profile("!commande")
    static class Horaire {
        private final Rattrapage rattrapage;

        Horaire(Rattrapage rattrapage) {
            this.rattrapage = rattrapage;
        }

        @Scheduled(
                initialDelayString = "${apilos.referentiel.premier-rattrapage:1m}",
                fixedDelayString = "${apilos.referentiel.rattrapage:1h}")
        @SchedulerLock(name = "rattrapage-du-referentiel", lockAtMostFor = "PT30M")
        void rattraper() {
            try {
                LOG.info("Référentiel caught up: {}", rattrapage.rattraper());
            } catch (ErreurMetier e) {
                LOG.info("Référentiel will be caught up later: {}", e.getMessage());
            }
        }
    }

    /** The same on demand, for the support team ({@code /admin/**} is theirs alone). */
    @RestController
    static class RattrapageController {
        private final Rattrapage rattrapage;

        RattrapageController(Rattrapage rattrapage) {
            this.rattrapage = rattrapage;
        }

        @PostMapping("/admin/referentiel/rattrapage")
        Bilan rattraper() {
            return rattrapage.rattraper();
        }
    }
}
