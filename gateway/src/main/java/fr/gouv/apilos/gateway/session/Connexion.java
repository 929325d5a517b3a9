package fr.gouv.apilos.gateway.session;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the session keeps of a signed-in person.
 *
 * @param habilitations those they may choose from, never empty
 * @param active the one in force
 */
public record Connexion(
        UUID utilisateur, String nom, String email, boolean staff, List<HabilitationOfferte> habilitations, long active)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String ATTRIBUT = "apilos.connexion";

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

    /** Keeps this connexion in a session. */
    public void garder(HttpSession session) {
        session.setAttribute(ATTRIBUT, this);
    }

    /** The same person under another of their habilitations. */
    public Connexion avec(long habilitation) {
        return new Connexion(utilisateur, nom, email, staff, habilitations, habilitation);
    }

    /** The habilitation in force. */
    public HabilitationOfferte habilitationActive() {
        return habilitations.stream().filter(h -> h.id() == active).findFirst().orElseGet(habilitations::getFirst);
    }
}
