package fr.gouv.apilos.gateway.session;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * What the session keeps of a signed-in person.
 *
 * @param habilitations those they may choose from, never empty
 * @param active the one in force
 * @param detour when the support team works under this account: who, and until when
 */
public record Connexion(
        UUID utilisateur,
        String nom,
        String email,
        boolean staff,
        List<HabilitationOfferte> habilitations,
        long active,
        @Nullable Detour detour)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String ATTRIBUT = "apilos.connexion";

    /** Somebody under their own account. */
    public Connexion(
            UUID utilisateur,
            String nom,
            String email,
            boolean staff,
            List<HabilitationOfferte> habilitations,
            long active) {
        this(utilisateur, nom, email, staff, habilitations, active, null);
    }

    /**
     * Work under the account of somebody else.
     *
     * @param retour the connexion of the person who works, to be given back
     */
    public record Detour(Connexion retour, Instant jusqua) implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** This account, used by the person of another connexion until then. */
    public Connexion detournee(Connexion acteur, Instant jusqua) {
        return new Connexion(utilisateur, nom, email, false, habilitations, active, new Detour(acteur, jusqua));
    }

    /** One habilitation, as it is offered. */
    public record HabilitationOfferte(
            long id,
            String libelle,
            String profil,
            @Nullable String perimetre,
            boolean lectureSeule) implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** The connexion of a session. */
    public static Optional<Connexion> de(@Nullable HttpSession session) {
        return session != null && session.getAttribute(ATTRIBUT) instanceof Connexion connexion
                ? Optional.of(connexion)
                : Optional.empty();
    }

    /** The connexion of a session read from the database. */
    static Optional<Connexion> de(Session session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUT));
    }

    /** Keeps this connexion in a session. */
    public void garder(HttpSession session) {
        session.setAttribute(ATTRIBUT, this);
    }

    /** The same person under another of their habilitations. */
    public Connexion avec(long habilitation) {
        return new Connexion(utilisateur, nom, email, staff, habilitations, habilitation, detour);
    }

    /** The habilitation in force. */
    public HabilitationOfferte habilitationActive() {
        return habilitations.stream().filter(h -> h.id() == active).findFirst().orElseGet(habilitations::getFirst);
    }
}
