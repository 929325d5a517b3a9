package fr.gouv.apilos.platform.error;

import org.springframework.http.HttpStatus;

/** Errors every service may answer. */
public enum ErreurCommune implements CodeErreur {
    REQUETE_INCORRECTE(HttpStatus.BAD_REQUEST, "Cette demande ne peut pas être lue"),
    NON_CONNECTE(HttpStatus.UNAUTHORIZED, "Votre session a expiré"),
    INTERDIT(HttpStatus.FORBIDDEN, "Votre habilitation ne permet pas cette action"),
    INTROUVABLE(HttpStatus.NOT_FOUND, "Cette page n’existe pas"),
    CONFLIT(HttpStatus.CONFLICT, "Cette action n’est plus possible"),
    PERIME(HttpStatus.CONFLICT, "Cette page a changé depuis que vous l’avez ouverte"),
    SUPPRIME(HttpStatus.GONE, "Cet élément a été supprimé"),
    TROP_GROS(HttpStatus.CONTENT_TOO_LARGE, "Ce fichier est trop volumineux"),
    FORMAT_INCONNU(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Ce format n’est pas accepté"),
    INVALIDE(HttpStatus.UNPROCESSABLE_CONTENT, "Des informations sont à corriger"),
    TROP_DE_DEMANDES(HttpStatus.TOO_MANY_REQUESTS, "Trop de demandes en peu de temps"),
    INTERNE(HttpStatus.INTERNAL_SERVER_ERROR, "Le service a rencontré un problème"),
    INDISPONIBLE(HttpStatus.SERVICE_UNAVAILABLE, "Ce service est momentanément indisponible"),
    SIAP_INDISPONIBLE(HttpStatus.SERVICE_UNAVAILABLE, "Une erreur est survenue sur la plateforme SIAP-APiLos");

    private final HttpStatus statut;
    private final String titre;

    ErreurCommune(HttpStatus statut, String titre) {
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

    @Override
    public boolean deSiap() {
        return this == SIAP_INDISPONIBLE;
    }
}
