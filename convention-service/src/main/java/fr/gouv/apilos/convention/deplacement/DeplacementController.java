package fr.gouv.apilos.convention.deplacement;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Moves of programmes, for referentiel-service and the support team. Every call may be repeated. */
@RestController
@RequestMapping("/api/v1/deplacements")
class DeplacementController {

    private static final int TAILLE_MAX = 500;

    private final Deplacements deplacements;

    DeplacementController(Deplacements deplacements) {
        this.deplacements = deplacements;
    }

    @PostMapping("/apercu")
    Deplacements.Apercu apercu(@RequestBody Deplacements.Demande demande) {
        Identite.courante().exigerExploitation();
        return deplacements.apercu(demande);
    }

    @PutMapping("/{id}")
    Deplacements.Avancement creer(@PathVariable UUID id, @RequestBody Deplacements.Demande demande) {
        Identite.courante().exigerExploitation();
        return deplacements.creer(id, demande);
    }

    @GetMapping("/{id}")
    Deplacements.Avancement lire(@PathVariable UUID id) {
        Identite.courante().exigerExploitation();
        return deplacements.avancement(id);
    }

    @PostMapping("/{id}/avancer")
    Deplacements.Avancement avancer(@PathVariable UUID id, @RequestParam(defaultValue = "100") int taille) {
        Identite.courante().exigerExploitation();
        return deplacements.avancer(id, Math.clamp(taille, 1, TAILLE_MAX));
    }

    @PostMapping("/{id}/annuler")
    Deplacements.Avancement annuler(@PathVariable UUID id, @RequestParam(defaultValue = "100") int taille) {
        Identite.courante().exigerExploitation();
        return deplacements.annuler(id, Math.clamp(taille, 1, TAILLE_MAX));
    }

    @GetMapping("/{id}/lignes")
    List<Deplacements.Ligne> lignes(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int apres,
            @RequestParam(defaultValue = "500") int taille) {
        Identite.courante().exigerExploitation();
        return deplacements.lignes(id, apres, Math.clamp(taille, 1, TAILLE_MAX));
    }
}
