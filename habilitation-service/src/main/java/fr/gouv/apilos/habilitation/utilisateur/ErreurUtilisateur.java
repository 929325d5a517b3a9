package fr.gouv.apilos.habilitation.utilisateur;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

enum ErreurUtilisateur implements CodeErreur {
    COMPTE_DESACTIVE("Votre compte est désactivé"),
    COMPTE_INCONNU("Vous n’avez pas de compte APiLos"),
    COMPTE_AMBIGU("Vous avez plusieurs comptes APiLos"),
    IDENTITE_DELIEE("Cette identité n’est plus reliée à un compte APiLos");

    private final String titre;

    ErreurUtilisateur(String titre) {
        this.titre = titre;
    }

    @Override
    public HttpStatus statut() {
        return HttpStatus.FORBIDDEN;
    }

    @Override
    public String titre() {
        return titre;
    }
}
