package fr.gouv.apilos.habilitation.local;

import fr.gouv.apilos.platform.error.CodeErreur;
import org.springframework.http.HttpStatus;

/** Refusals of local accounts. */
public enum ErreurLocale implements CodeErreur {
    CONNEXION_LOCALE_ABSENTE(HttpStatus.FORBIDDEN, "La connexion par mot de passe n’est pas ouverte"),
    IDENTIFIANTS_REFUSES(HttpStatus.FORBIDDEN, "La connexion n’a pas abouti"),
    LIEN_PERIME(HttpStatus.GONE, "Ce lien ne sert plus");

    private final HttpStatus statut;
    private final String titre;

    ErreurLocale(HttpStatus statut, String titre) {
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
