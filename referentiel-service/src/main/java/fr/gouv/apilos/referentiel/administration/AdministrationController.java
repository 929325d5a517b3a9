package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Administrations for the other services, page by page, and for people one by one. */
@RestController
@RequestMapping("/api/v1/administrations")
class AdministrationController {

    private static final int TAILLE_MAX = 500;

    private final Administrations administrations;

    AdministrationController(Administrations administrations) {
        this.administrations = administrations;
    }

    /**
     * A page.
     *
     * @param suivant identifier to ask the next page with, null at the end
     */
    record Page(List<Administration> elements, @Nullable UUID suivant) {}

    @GetMapping
    Page lister(@RequestParam(required = false) @Nullable UUID apres, @RequestParam(defaultValue = "200") int taille) {
        Identite.courante().exigerExploitation();
        int bornee = Math.clamp(taille, 1, TAILLE_MAX);
        var elements = administrations.apres(apres, bornee);
        return new Page(
                elements, elements.size() < bornee ? null : elements.getLast().uuid());
    }

    @GetMapping("/{uuid}")
    Administration une(@PathVariable UUID uuid) {
        Identite.courante().exiger("administration.view_administration");
        return administrations.une(uuid);
    }
}
