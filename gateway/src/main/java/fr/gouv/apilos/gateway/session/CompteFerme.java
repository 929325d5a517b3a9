package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;

/** The account was closed: no habilitation of it will do, and its sessions are worth nothing. */
public class CompteFerme extends ErreurMetier {

    private static final long serialVersionUID = 1L;

    CompteFerme(String detail) {
        super(ErreurCommune.INTERDIT, detail);
    }
}
