package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

enum ErreurConnexion implements CodeErreur {
    SANS_HABILITATION("Aucune habilitation ne vous donne accès à APiLos"),
    HABILITATION_RETIREE("Cette habilitation n’est plus valable");

    private final String titre;

    ErreurConnexion(String titre) {
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
