package fr.gouv.apilos.platform.security;

import org.springframework.http.client.ClientHttpRequestInterceptor;

/** The token this service shows when it calls another in its own name. */
@FunctionalInterface
public interface JetonDeService {

    /**
     * A token that is good for at least a minute.
     *
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 503 when habilitation-service cannot be reached
     */
    String valeur();

    /** Puts the token on every request of a {@code RestClient}. */
    default ClientHttpRequestInterceptor intercepteur() {
        return (requete, corps, execution) -> {
            requete.getHeaders().setBearerAuth(valeur());
            return execution.execute(requete, corps);
        };
    }
}
