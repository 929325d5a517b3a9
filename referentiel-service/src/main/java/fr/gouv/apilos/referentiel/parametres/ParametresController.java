package fr.gouv.apilos.referentiel.parametres;

import fr.gouv.apilos.platform.web.PageCourante;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads to the first settings the reader may open (03 B5). */
@Controller
class ParametresController {

    private final PageCourante page;

    ParametresController(PageCourante page) {
        this.page = page;
    }

    @GetMapping({"/apilos_settings", "/apilos_settings/"})
    String accueil() {
        return "redirect:" + page.parametres().getFirst().href();
    }
}
