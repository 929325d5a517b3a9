package fr.gouv.apilos.simulators.cas;

import fr.gouv.apilos.simulators.comptes.Compte;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Sign-on sessions and service tickets. A ticket serves once, for the service it was issued to, within its life. */
@Component
class Billetterie {

    /** A ticket given to a service; the service is told when the session ends. */
    record Billet(String ticket, String service, Compte compte, Instant expireLe) {}

    /** Outcome of a validation, with the codes of the CAS protocol. */
    sealed interface Validation {
        record Acceptee(Compte compte) implements Validation {}

        record Refusee(String code, String message) implements Validation {}
    }

    private record SessionCas(Compte compte, List<Billet> billets) {}

    private final SecureRandom hasard = new SecureRandom();
    private final Map<String, SessionCas> sessions = new ConcurrentHashMap<>();
    private final Map<String, Billet> enAttente = new ConcurrentHashMap<>();
    private final CasProprietes proprietes;
    private final Clock clock;

    Billetterie(CasProprietes proprietes, Clock clock) {
        this.proprietes = proprietes;
        this.clock = clock;
    }

    String ouvrir(Compte compte) {
        var session = jeton("TGT");
        sessions.put(session, new SessionCas(compte, new CopyOnWriteArrayList<>()));
        return session;
    }

    Optional<Compte> compte(String session) {
        return Optional.ofNullable(session).map(sessions::get).map(SessionCas::compte);
    }

    String emettre(String session, String service) {
        var ouverte = sessions.get(session);
        var maintenant = clock.instant();
        enAttente.values().removeIf(b -> b.expireLe().isBefore(maintenant));
        var billet = new Billet(jeton("ST"), service, ouverte.compte(), maintenant.plus(proprietes.dureeTicket()));
        enAttente.put(billet.ticket(), billet);
        ouverte.billets().add(billet);
        return billet.ticket();
    }

    /** Removes the ticket whatever the outcome, so that a stolen one cannot be tried against several services. */
    Validation valider(String ticket, String service) {
        if (vide(ticket) || vide(service)) {
            return new Validation.Refusee("INVALID_REQUEST", "Les paramètres ticket et service sont obligatoires.");
        }
        var billet = enAttente.remove(ticket);
        if (billet == null || clock.instant().isAfter(billet.expireLe())) {
            return new Validation.Refusee(
                    "INVALID_TICKET", "Le ticket " + ticket + " est inconnu, expiré ou déjà utilisé.");
        }
        if (!billet.service().equals(service)) {
            return new Validation.Refusee("INVALID_SERVICE", "Le ticket n’a pas été émis pour ce service.");
        }
        return new Validation.Acceptee(billet.compte());
    }

    /** Ends a session and returns the tickets whose services must be told. */
    List<Billet> fermer(String session) {
        var fermee = session == null ? null : sessions.remove(session);
        return fermee == null ? List.of() : fermee.billets();
    }

    private String jeton(String prefixe) {
        var octets = new byte[20];
        hasard.nextBytes(octets);
        return prefixe + "-" + HexFormat.of().formatHex(octets) + "-cerbere";
    }

    private static boolean vide(String texte) {
        return texte == null || texte.isBlank();
    }
}
