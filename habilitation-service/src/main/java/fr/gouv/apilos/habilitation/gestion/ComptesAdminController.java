package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.FinDeSessions;
import fr.gouv.apilos.platform.security.Identite;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for the support team ({@code /admin/**} is theirs alone), by the rules of the pages. */
@RestController
@RequestMapping("/admin/utilisateurs")
class ComptesAdminController {

    private static final int TAILLE_MAX = 200;

    private final Utilisateurs utilisateurs;
    private final Gestion gestion;
    private final Historique historique;

    ComptesAdminController(Utilisateurs utilisateurs, Gestion gestion, Historique historique) {
        this.utilisateurs = utilisateurs;
        this.gestion = gestion;
        this.historique = historique;
    }

    @GetMapping
    Utilisateurs.Page lister(
            @RequestParam(defaultValue = "") String recherche,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int taille) {
        return utilisateurs.lister(recherche, Math.max(page, 0), Math.clamp(taille, 1, TAILLE_MAX));
    }

    @GetMapping("/{uuid}/historique")
    List<Historique.Ligne> historique(@PathVariable UUID uuid) {
        return historique.lire("utilisateur", uuid);
    }

    @PostMapping("/{uuid}/desactivation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void desactiver(
            @PathVariable UUID uuid,
            @RequestParam(required = false) @Nullable String motif,
            HttpServletResponse reponse) {
        gestion.desactiver(uuid, motif, Identite.courante());
        FinDeSessions.demander(reponse, uuid);
    }

    @PostMapping("/{uuid}/reactivation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reactiver(@PathVariable UUID uuid, @RequestParam(required = false) @Nullable String motif) {
        gestion.reactiver(uuid, motif, Identite.courante());
    }
}
