package fr.gouv.apilos.referentiel.territoire;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Territories for whoever is signed in: they are public. */
@RestController
@RequestMapping("/api/v1/territoires")
class TerritoireController {

    private final Territoires territoires;

    TerritoireController(Territoires territoires) {
        this.territoires = territoires;
    }

    @GetMapping("/regions")
    Map<String, String> regions() {
        Identite.courante();
        return new java.util.TreeMap<>(Decoupage.regions());
    }

    @GetMapping("/departements")
    List<Departement> departements() {
        Identite.courante();
        return Decoupage.departements();
    }

    /** Communes by postal code or name, 20 at most. */
    @GetMapping("/communes")
    List<Commune> communes(@RequestParam String q) {
        Identite.courante();
        return territoires.chercher(q);
    }
}
