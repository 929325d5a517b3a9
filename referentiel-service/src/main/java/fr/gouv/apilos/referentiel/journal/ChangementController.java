package fr.gouv.apilos.referentiel.journal;

import fr.gouv.apilos.platform.security.Identite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** What a consumer missed, told again in the form of the messages. */
@RestController
@RequestMapping("/api/v1/changements")
class ChangementController {

    private static final int TAILLE_MAX = 1000;

    private final Journal journal;

    ChangementController(Journal journal) {
        this.journal = journal;
    }

    /**
     * Changes after a number.
     *
     * @param derniere greatest number given so far: the consumer is up to date when it has read it
     */
    record Page(List<Redite> elements, long derniere) {}

    /**
     * A message told again.
     *
     * @param type routing key of the message
     * @param message its body, with the same identifier as the first time
     */
    record Redite(long sequence, String type, Map<String, Object> message) {}

    @GetMapping
    ResponseEntity<Page> depuis(
            @RequestParam(defaultValue = "0") long depuis,
            @RequestParam(defaultValue = "500") int taille,
            WebRequest requete) {
        Identite.courante().exigerExploitation();
        long derniere = journal.derniere();
        if (requete.checkNotModified("\"" + derniere + "-" + depuis + "-" + taille + "\"")) {
            return ResponseEntity.status(304).build();
        }
        var elements = journal.depuis(depuis, Math.clamp(taille, 1, TAILLE_MAX)).stream()
                .map(c -> new Redite(
                        c.sequence(),
                        c.entite().message(),
                        message(
                                c.evenement(),
                                c.sequence(),
                                c.survenuLe(),
                                c.entite().cle(),
                                c.etat())))
                .toList();
        return ResponseEntity.ok(new Page(elements, derniere));
    }

    private static Map<String, Object> message(
            UUID evenement, long sequence, Instant survenuLe, String cle, Object etat) {
        return Map.of("evenementId", evenement, "sequence", sequence, "survenuLe", survenuLe, cle, etat);
    }
}
