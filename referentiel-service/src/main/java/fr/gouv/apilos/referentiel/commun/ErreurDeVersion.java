package fr.gouv.apilos.referentiel.commun;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

/** Conditional writes refused (RFC 9110 §13, RFC 6585). */
public enum ErreurDeVersion implements CodeErreur {
    VERSION_PERIMEE(HttpStatus.PRECONDITION_FAILED, "Cette fiche a changé depuis que vous l’avez lue"),
    VERSION_NON_DITE(HttpStatus.PRECONDITION_REQUIRED, "Dites quelle version vous modifiez");

    private final HttpStatus statut;
    private final String titre;

    ErreurDeVersion(HttpStatus statut, String titre) {
        this.statut = statut;
        this.titre = titre;
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
