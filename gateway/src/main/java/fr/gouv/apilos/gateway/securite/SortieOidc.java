package fr.gouv.apilos.gateway.securite;

import java.util.UUID;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.util.UriComponentsBuilder;

/** Where those whom the provider let in leave it too (RP-initiated logout). */
class SortieOidc {

    private final FournisseurOidc fournisseur;
    private final String nom;
    private final String accueil;

    /** @param accueil where the provider sends people back */
    SortieOidc(FournisseurOidc fournisseur, String nom, String accueil) {
        this.fournisseur = fournisseur;
        this.nom = nom;
        this.accueil = accueil;
    }

    /** What people know the provider as. */
    String nom() {
        return nom;
    }

    /** The address of the provider that ends its session, or the door when it has none or is away. */
    String adresse(String jetonDIdentite) {
        try {
            var decouverte = fournisseur.decouvrir();
            if (decouverte.sortie() == null) {
                return "/";
            }
            return UriComponentsBuilder.fromUri(decouverte.sortie())
                    .queryParam("id_token_hint", "{jeton}")
                    .queryParam("post_logout_redirect_uri", "{accueil}")
                    .queryParam("state", "{etat}")
                    .encode()
                    .buildAndExpand(jetonDIdentite, accueil, UUID.randomUUID().toString())
                    .toUriString();
        } catch (AuthenticationServiceException _) {
            return "/";
        }
    }
}
