package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.local.ComptesLocaux;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in with a password, asked by the gateway alone ({@code jeton} guards {@code /interne/**}). */
@RestController
@RequestMapping("/interne/local")
class ConnexionLocaleController {

    record Identifiants(
            @NotBlank @Size(max = 254) String identifiant,
            @NotNull @Size(max = 1000) String motDePasse) {}

    record DemandeDeLien(@NotBlank @Size(max = 254) String identifiant) {}

    record NouveauMotDePasse(
            @NotBlank @Size(max = 100) String jeton,
            @NotNull @Size(max = 1000) String motDePasse) {}

    record Changement(
            @NotNull UUID utilisateur,
            @NotNull @Size(max = 1000) String actuel,
            @NotNull @Size(max = 1000) String nouveau) {}

    private final ComptesLocaux comptes;
    private final Connexions connexions;

    ConnexionLocaleController(ComptesLocaux comptes, Connexions connexions) {
        this.comptes = comptes;
        this.connexions = connexions;
    }

    @PostMapping("/connexions")
    Connexions.Ouverte connecter(@Valid @RequestBody Identifiants identifiants) {
        return connexions.ouvrir(comptes.verifier(identifiants.identifiant(), identifiants.motDePasse()));
    }

    @PostMapping("/liens")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void demander(@Valid @RequestBody DemandeDeLien demande) {
        comptes.demanderUnLien(demande.identifiant());
    }

    @PostMapping("/mots-de-passe")
    Map<String, UUID> changer(@Valid @RequestBody NouveauMotDePasse nouveau) {
        return Map.of("utilisateur", comptes.changer(nouveau.jeton(), nouveau.motDePasse()));
    }

    @PostMapping("/mots-de-passe/changement")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changer(@Valid @RequestBody Changement changement) {
        comptes.changer(changement.utilisateur(), changement.actuel(), changement.nouveau());
    }
}
