package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.jeton.Emetteur.JetonEmis;
import fr.gouv.apilos.habilitation.utilisateur.IdentiteCerbere;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the gateway asks; nobody else may ({@code jeton} guards {@code /interne/**}). */
@RestController
@RequestMapping("/interne")
class ConnexionController {

    record DemandeConnexion(
            @NotBlank @Size(max = 255) String cerbereLogin,
            @NotBlank @Size(max = 150) String identifiant,
            String nom,
            String prenom,
            String email) {}

    /** @param acteur who uses the account of somebody else, or null */
    record DemandeJeton(
            @NotNull UUID utilisateur,
            long habilitation,
            @Nullable UUID acteur) {}

    private final Connexions connexions;

    ConnexionController(Connexions connexions) {
        this.connexions = connexions;
    }

    @PostMapping("/connexions")
    Connexions.Ouverte connecter(@Valid @RequestBody DemandeConnexion demande) {
        return connexions.ouvrir(new IdentiteCerbere(
                demande.identifiant(), demande.cerbereLogin(), demande.nom(), demande.prenom(), demande.email()));
    }

    @PostMapping("/jetons")
    JetonEmis jeton(@Valid @RequestBody DemandeJeton demande) {
        return demande.acteur() == null
                ? connexions.jeton(demande.utilisateur(), demande.habilitation())
                : connexions.jeton(demande.utilisateur(), demande.habilitation(), demande.acteur());
    }
}
