package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

/** Refusals that come from SIAP. */
enum ErreurSiap implements CodeErreur {
    SIAP_REFUS(HttpStatus.FORBIDDEN, "SIAP n’a pas accepté la demande"),
    SIAP_CONFIGURATION(HttpStatus.SERVICE_UNAVAILABLE, "SIAP n’a pas donné ses adresses");

    private final HttpStatus statut;
    private final String titre;

    ErreurSiap(HttpStatus statut, String titre) {
        this.statut = statut;
        this.titre = titre;
    }

    @Override
    public boolean deSiap() {
        return true;
    }

    @Override
    public HttpStatus statut() {
        return statut;
    }

    @Override
    public String titre() {
        return titre;
    }
}
