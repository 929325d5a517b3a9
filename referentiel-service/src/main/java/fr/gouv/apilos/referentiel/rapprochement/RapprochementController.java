package fr.gouv.apilos.referentiel.rapprochement;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** SIAP names an entity by its own fields; the answer is ours, made when unknown. May be repeated (05 §8.1, §8.2). */
@RestController
@RequestMapping("/api/v1/rapprochements")
class RapprochementController {

    private final Rapprochements rapprochements;

    RapprochementController(Rapprochements rapprochements) {
        this.rapprochements = rapprochements;
    }

    record AdministrationSiap(
            @Nullable String code, @Nullable String libelle) {}

    @PutMapping("/bailleur")
    Bailleur bailleur(@RequestBody Map<String, @Nullable Object> siap) {
        Identite.courante().exigerExploitation();
        return rapprochements.bailleur(siap);
    }

    @PutMapping("/administration")
    Administration administration(@RequestBody AdministrationSiap siap) {
        Identite.courante().exigerExploitation();
        return rapprochements.administration(siap.code(), siap.libelle());
    }

    /** The bailleurs attached to one after the journal of merges of SIAP was followed (03 R-B8.3). */
    @PutMapping("/fusions/{siren}")
    List<Bailleur> fusions(@PathVariable String siren, @RequestBody List<Rapprochements.FusionSiap> fusions) {
        Identite.courante().exigerExploitation();
        return rapprochements.fusions(siren, fusions);
    }
}
