package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.jeton.Emetteur.JetonEmis;
import fr.gouv.apilos.habilitation.utilisateur.IdentiteCerbere;
import fr.gouv.apilos.habilitation.utilisateur.IdentiteOidc;
import fr.gouv.apilos.habilitation.utilisateur.IdentitesExternes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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

    /** @param emailVerifie what the provider says of it, or null when it says nothing */
    record DemandeOidc(
            @NotBlank @Size(max = 500) String emetteur,
            @NotBlank @Size(max = 255) String sujet,
            @NotNull @Size(max = 254) String email,
            @Nullable Boolean emailVerifie) {}

    /** @param acteur who uses the account of somebody else, or null */
    record DemandeJeton(
            @NotNull UUID utilisateur,
            long habilitation,
            @Nullable UUID acteur) {}

    record DemandeDActualisation(@NotNull UUID utilisateur) {}

    /** @param habilitation as SIAP numbers it */
    record DemandeDePassage(
            @NotBlank @Size(max = 255) String login,
            @Positive long habilitation) {}

    private final Connexions connexions;
    private final IdentitesExternes externes;

    ConnexionController(Connexions connexions, IdentitesExternes externes) {
        this.connexions = connexions;
        this.externes = externes;
    }

    @PostMapping("/connexions")
    Connexions.Ouverte connecter(@Valid @RequestBody DemandeConnexion demande) {
        return connexions.ouvrir(new IdentiteCerbere(
                demande.identifiant(), demande.cerbereLogin(), demande.nom(), demande.prenom(), demande.email()));
    }

    @PostMapping("/oidc/connexions")
    Connexions.Ouverte connecter(@Valid @RequestBody DemandeOidc demande) {
        return connexions.ouvrir(externes.reconnaitre(new IdentiteOidc(
                demande.emetteur(), demande.sujet(), demande.email(), !Boolean.FALSE.equals(demande.emailVerifie()))));
    }

    /** Asked again for somebody signed in: SIAP may have given them an habilitation since (04 R30). */
    @PostMapping("/connexions/actualisation")
    Connexions.Ouverte actualiser(@Valid @RequestBody DemandeDActualisation demande) {
        return connexions.ouvrir(demande.utilisateur());
    }

    @PostMapping("/siap/jetons")
    JetonEmis jetonDePassage(@Valid @RequestBody DemandeDePassage demande) {
        return connexions.jetonDePassage(demande.login(), demande.habilitation());
    }

    @PostMapping("/jetons")
    Connexions.JetonDeSession jeton(@Valid @RequestBody DemandeJeton demande) {
        return demande.acteur() == null
                ? connexions.jeton(demande.utilisateur(), demande.habilitation())
                : connexions.jeton(demande.utilisateur(), demande.habilitation(), demande.acteur());
    }
}
