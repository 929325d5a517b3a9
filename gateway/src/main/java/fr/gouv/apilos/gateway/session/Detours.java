package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Work under another account: begun by the support team, ended by them or by the clock (04 R111 to R115). */
@Component
public class Detours {

    /** An hour is enough to see what somebody sees. */
    public static final Duration DUREE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Detours.class);

    private final Habilitations habilitations;
    private final Clock horloge;

    Detours(Habilitations habilitations, Clock horloge) {
        this.habilitations = habilitations;
        this.horloge = horloge;
    }

    /** @throws ErreurMetier 403 for anybody but the support team under its own account, or when the service refuses */
    public Habilitations.Emprunte apercu(Connexion acteur, UUID utilisateur) {
        exigerExploitant(acteur);
        return habilitations.apercuDuDetour(acteur, utilisateur);
    }

    /** Changes what the session is; it stays in the list of the sessions of its owner. */
    public Connexion commencer(HttpSession session, Connexion acteur, UUID utilisateur) {
        exigerExploitant(acteur);
        var empruntee =
                habilitations.detourner(acteur, utilisateur, horloge.instant().plus(DUREE));
        empruntee.garder(session);
        return empruntee;
    }

    /** Gives the session back to its owner; false when nobody worked under another account. */
    public boolean finir(HttpSession session) {
        var connexion = Connexion.de(session).orElse(null);
        var detour = connexion == null ? null : connexion.detour();
        if (connexion == null || detour == null) {
            return false;
        }
        detour.retour().garder(session);
        try {
            habilitations.finirLeDetour(detour.retour(), connexion.utilisateur());
        } catch (ErreurMetier e) {
            // Its beginning is noted and bounded: an end that cannot be told keeps nobody in.
            LOG.warn(
                    "The end of a detour of {} was not noted: {}",
                    detour.retour().utilisateur(),
                    e.detail());
        }
        return true;
    }

    /** Whether the hour is over. */
    public boolean fini(Connexion connexion) {
        var detour = connexion.detour();
        return detour != null && !horloge.instant().isBefore(detour.jusqua());
    }

    private static void exigerExploitant(Connexion acteur) {
        if (acteur.detour() != null) {
            throw ErreurMetier.interdit("Quittez d’abord le compte sous lequel vous travaillez.");
        }
        if (!acteur.staff()) {
            throw ErreurMetier.interdit("Seule l’équipe d’exploitation peut travailler sous un autre compte.");
        }
    }
}
