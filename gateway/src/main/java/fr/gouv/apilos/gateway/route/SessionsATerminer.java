package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import fr.gouv.apilos.platform.security.FinDeSessions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Ends the sessions of an account when the service of accounts asks for it, before the browser is answered: whoever
 * reads that they are ended can count on it. The session that asks stays, it has the answer to read.
 */
class SessionsATerminer implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionsATerminer.class);

    private final SessionsOuvertes sessions;
    private final Habilitations habilitations;

    SessionsATerminer(SessionsOuvertes sessions, Habilitations habilitations) {
        this.sessions = sessions;
        this.habilitations = habilitations;
    }

    @Override
    public ServerResponse filter(ServerRequest requete, HandlerFunction<ServerResponse> suite) throws Exception {
        var reponse = suite.handle(requete);
        var demandee = reponse.headers().getFirst(FinDeSessions.ENTETE);
        if (demandee != null) {
            var utilisateur = UUID.fromString(demandee);
            reponse.headers().remove(FinDeSessions.ENTETE);
            int fermees = sessions.fermerSauf(utilisateur, requete.session().getId());
            habilitations.oublier(utilisateur);
            LOG.info("{} sessions of {} ended with an act of the support team", fermees, utilisateur);
        }
        return reponse;
    }
}
