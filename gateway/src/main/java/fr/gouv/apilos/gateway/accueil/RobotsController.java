package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.platform.environment.Environnement;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What search engines may read: the public pages, in production alone (04 R70). */
@RestController
class RobotsController {

    private final Environnement environnement;

    RobotsController(Environnement environnement) {
        this.environnement = environnement;
    }

    /** Text whatever is accepted: it is read by programs that ask for anything, and by people who look. */
    @GetMapping("/robots.txt")
    ResponseEntity<String> lire() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(robots());
    }

    String robots() {
        return "User-agent: *\n" + (environnement.estProduction() ? "Allow: /\n" : "Disallow: /\n");
    }
}
