package fr.gouv.apilos.gateway.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of one person on all the gateways: opened, listed, ended from elsewhere. */
@Component
@ConditionalOnWebApplication
public class SessionsOuvertes {

    private static final String APPAREIL = "apilos.appareil";
    private static final int LONGUEUR_REFERENCE = 32;

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    SessionsOuvertes(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /**
     * One session.
     *
     * @param reference names it without being its identifier, which is a secret
     * @param courante the one that asks
     */
    public record SessionOuverte(
            String reference, String appareil, Instant ouverteLe, Instant vueLe, boolean courante) {}

    /** Makes the session of this request the one of somebody who has just been identified. */
    public HttpSession ouvrir(HttpServletRequest request, Connexion connexion) {
        var session = request.getSession();
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                connexion.utilisateur().toString());
        session.setAttribute(APPAREIL, Appareil.nommer(request.getHeader(HttpHeaders.USER_AGENT)));
        connexion.garder(session);
        return session;
    }

    /**
     * The living sessions of somebody, last seen first.
     *
     * @param courante identifier of the one that asks, or null
     */
    public List<SessionOuverte> de(UUID utilisateur, @Nullable String courante) {
        return sessions.findByPrincipalName(utilisateur.toString()).values().stream()
                .filter(session -> !session.isExpired())
                .map(session -> new SessionOuverte(
                        reference(session.getId()),
                        Objects.requireNonNullElse(session.getAttribute(APPAREIL), Appareil.INCONNU),
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getId().equals(courante)))
                .sorted(Comparator.comparing(SessionOuverte::courante)
                        .thenComparing(SessionOuverte::vueLe)
                        .reversed())
                .toList();
    }

    /** The name of somebody, as their living sessions say it. */
    public Optional<String> nom(UUID utilisateur) {
        return sessions.findByPrincipalName(utilisateur.toString()).values().stream()
                .filter(session -> !session.isExpired())
                .flatMap(session -> Connexion.de(session).stream())
                .map(connexion -> connexion.detour() == null
                        ? connexion.nom()
                        : connexion.detour().retour().nom())
                .findFirst();
    }

    /** Ends one session of somebody; false when it is not theirs, or already ended. */
    public boolean fermer(UUID utilisateur, String reference) {
        return fermer(utilisateur, session -> reference(session.getId()).equals(reference)) > 0;
    }

    /** Ends the sessions of somebody but one; says how many. */
    public int fermerSauf(UUID utilisateur, String courante) {
        return fermer(utilisateur, session -> !session.getId().equals(courante));
    }

    /** Ends every session of somebody; says how many. */
    public int fermerToutes(UUID utilisateur) {
        return fermer(utilisateur, _ -> true);
    }

    private int fermer(UUID utilisateur, Predicate<Session> lesquelles) {
        var fermees = sessions.findByPrincipalName(utilisateur.toString()).values().stream()
                .filter(lesquelles)
                .toList();
        fermees.forEach(session -> sessions.deleteById(session.getId()));
        return fermees.size();
    }

    static String reference(String identifiant) {
        try {
            var empreinte = MessageDigest.getInstance("SHA-256").digest(identifiant.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(empreinte).substring(0, LONGUEUR_REFERENCE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
