package fr.gouv.apilos.habilitation.jeton;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Published keys, tokens of programs, and the rotation for operators. */
@RestController
class JetonController {

    private final Cles cles;
    private final Emetteur emetteur;

    JetonController(Cles cles, Emetteur emetteur) {
        this.cles = cles;
        this.emetteur = emetteur;
    }

    @GetMapping("/oauth2/jwks")
    ResponseEntity<Map<String, Object>> publiques() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
                .body(cles.publiques().toJSONObject(true));
    }

    @PostMapping("/interne/jetons/service")
    Emetteur.JetonEmis pourService(Principal programme) {
        return emetteur.pourService(programme.getName());
    }

    @GetMapping("/admin/cles")
    List<Cles.Etat> lister() {
        return cles.lister();
    }

    /** @param immediate to be used when the present key may be known to others; living tokens die at once */
    @PostMapping("/admin/cles/rotation")
    List<Cles.Etat> tourner(@RequestParam(defaultValue = "false") boolean immediate) {
        cles.tourner(immediate);
        return cles.lister();
    }
}
