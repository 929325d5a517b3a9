package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bailleurs for the other services, page by page, and for people one by one. */
@RestController
@RequestMapping("/api/v1/bailleurs")
class BailleurController {

    private static final int TAILLE_MAX = 500;

    private final Bailleurs bailleurs;
    private final LectureDeBailleur lecture;

    BailleurController(Bailleurs bailleurs, LectureDeBailleur lecture) {
        this.bailleurs = bailleurs;
        this.lecture = lecture;
    }

    /**
     * A page.
     *
     * @param suivant identifier to ask the next page with, null at the end
     */
    record Page(List<Bailleur> elements, @Nullable UUID suivant) {}

    @GetMapping
    Page lister(@RequestParam(required = false) @Nullable UUID apres, @RequestParam(defaultValue = "200") int taille) {
        Identite.courante().exigerExploitation();
        int bornee = Math.clamp(taille, 1, TAILLE_MAX);
        var elements = bailleurs.apres(apres, bornee);
        return new Page(
                elements, elements.size() < bornee ? null : elements.getLast().uuid());
    }

    @GetMapping("/{uuid}")
    Bailleur un(@PathVariable UUID uuid) {
        return lecture.lire(uuid, Identite.courante());
    }
}
