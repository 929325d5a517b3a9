package fr.gouv.apilos.simulators;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The front page: what is simulated and where. */
@Controller
class AccueilController {

    @GetMapping("/")
    String accueil() {
        return "accueil";
    }
}
