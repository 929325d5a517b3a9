package fr.gouv.apilos.simulators.siap;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the links towards SIAP's own screens lead. */
@Controller
class SiapWebController {

    @GetMapping({"/siap-web", "/siap-web/**"})
    String page(HttpServletRequest requete, Model model) {
        model.addAttribute("chemin", requete.getRequestURI().substring("/siap-web".length()));
        return "siap";
    }
}
