package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

/** Refusals that come from SIAP. */
enum ErreurSiap implements CodeErreur {
    SIAP_REFUS;

    @Override
    public HttpStatus statut() {
        return HttpStatus.FORBIDDEN;
    }

    @Override
    public String titre() {
        return "SIAP n’a pas accepté la demande";
    }
}
