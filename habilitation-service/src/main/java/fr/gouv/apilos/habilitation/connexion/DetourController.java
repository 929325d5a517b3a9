package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Working under another account, asked by the gateway alone ({@code jeton} guards {@code /interne/**}). */
@RestController
@RequestMapping("/interne/detours")
class DetourController {

    record Demande(@NotNull UUID acteur, @NotNull UUID utilisateur) {}

    private final Detours detours;
    private final Connexions connexions;
    private final Utilisateurs utilisateurs;

    DetourController(Detours detours, Connexions connexions, Utilisateurs utilisateurs) {
        this.detours = detours;
        this.connexions = connexions;
        this.utilisateurs = utilisateurs;
    }

    /** Whose account it would be; refused to whoever may not. */
    @PostMapping("/apercu")
    Map<String, String> apercu(@Valid @RequestBody Demande demande) {
        detours.acteur(demande.acteur(), demande.utilisateur());
        var cible = utilisateurs.actif(demande.utilisateur());
        return Map.of("nom", cible.nomAffiche(), "email", cible.email());
    }

    @PostMapping
    Connexions.Ouverte commencer(@Valid @RequestBody Demande demande) {
        var acteur = detours.acteur(demande.acteur(), demande.utilisateur());
        var ouverte = connexions.ouvrir(demande.utilisateur());
        detours.noter(acteur, utilisateurs.actif(demande.utilisateur()), true);
        return ouverte;
    }

    @PostMapping("/fin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void finir(@Valid @RequestBody Demande demande) {
        var acteur = detours.acteur(demande.acteur(), demande.utilisateur());
        detours.noter(acteur, utilisateurs.actif(demande.utilisateur()), false);
    }
}
