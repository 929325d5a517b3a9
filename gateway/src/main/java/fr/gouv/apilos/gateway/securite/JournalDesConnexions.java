package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who came in, who was refused and why, who left, one line each (04 R60). People are named by the identifier of their
 * account: names, e-mails and what was typed do not belong in logs (04 D22).
 */
public final class JournalDesConnexions {

    /** Name of the logger. */
    static final String NOM = "connexions";

    private static final Logger LOG = LoggerFactory.getLogger(NOM);
    private static final String ACTE = "acte";
    private static final String ORIGINE = "origine";

    private JournalDesConnexions() {}

    /** A session is opened. */
    static void entree(Connexion connexion, Entree.Origine origine) {
        LOG.atInfo()
                .addKeyValue(ACTE, "entree")
                .addKeyValue(ORIGINE, origine)
                .addKeyValue("utilisateur", connexion.utilisateur())
                .log("Session opened for {} ({})", connexion.utilisateur(), origine);
    }

    /**
     * A sign-in ends without a session.
     *
     * @param origine who was to identify the person
     * @param motif code of the reason
     */
    public static void refus(Entree.Origine origine, String motif) {
        LOG.atInfo()
                .addKeyValue(ACTE, "refus")
                .addKeyValue(ORIGINE, origine)
                .addKeyValue("motif", motif)
                .log("Sign-in refused: {} ({})", motif, origine);
    }

    /** Somebody leaves; a departure of nobody is odd enough to be a warning. */
    static void sortie(HttpServletRequest requete) {
        var connexion = Connexion.de(requete.getSession(false));
        if (connexion.isEmpty()) {
            LOG.atWarn().addKeyValue(ACTE, "sortie").log("Sign-out of nobody");
            return;
        }
        var qui = connexion.get().utilisateur();
        LOG.atInfo().addKeyValue(ACTE, "sortie").addKeyValue("utilisateur", qui).log("Session closed by {}", qui);
    }
}
