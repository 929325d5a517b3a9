package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.Habilitations;
import fr.gouv.apilos.gateway.session.PurgeDesSessions;
import fr.gouv.apilos.gateway.session.SessionsOuvertes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sessions, for the support team ({@code /admin/**} is theirs alone). */
@RestController
@RequestMapping("/admin/sessions")
class SessionsAdminController {

    private static final Logger LOG = LoggerFactory.getLogger(SessionsAdminController.class);

    private final SessionsOuvertes sessions;
    private final PurgeDesSessions purge;
    private final Habilitations habilitations;

    SessionsAdminController(SessionsOuvertes sessions, PurgeDesSessions purge, Habilitations habilitations) {
        this.sessions = sessions;
        this.purge = purge;
        this.habilitations = habilitations;
    }

    /** The living sessions of one person. */
    @GetMapping
    List<SessionsOuvertes.SessionOuverte> lister(@RequestParam UUID utilisateur) {
        return sessions.de(utilisateur, null);
    }

    /** Ends them all; the tokens this door holds for them are forgotten too. */
    @PostMapping("/fermeture")
    Map<String, Integer> fermer(@RequestParam UUID utilisateur) {
        int fermees = sessions.fermerToutes(utilisateur);
        habilitations.oublier(utilisateur);
        LOG.info("{} sessions of {} ended by the support team", fermees, utilisateur);
        return Map.of("fermees", fermees);
    }

    @PostMapping("/purge")
    Map<String, Integer> purger() {
        return Map.of("purgees", purge.purger());
    }
}
