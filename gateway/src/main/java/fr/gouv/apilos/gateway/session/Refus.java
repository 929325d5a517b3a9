package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;

/** A refusal of habilitation-service, with the code it gave. */
public class Refus extends ErreurMetier {

    private static final long serialVersionUID = 1L;

    private final String motif;

    Refus(ErreurCommune code, String motif, String detail) {
        super(code, detail);
        this.motif = motif;
    }

    /** Whether the account was closed: no habilitation of it will do, and its sessions are worth nothing. */
    public boolean compteFerme() {
        return motif.equals("COMPTE_DESACTIVE");
    }

    /** For instance {@code IDENTIFIANTS_REFUSES}. */
    public String motif() {
        return motif;
    }
}
