package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Who is told of a transition: the people of the other side who have acted on the convention (01 R231, R232). */
@Service
public class Destinataires {

    private final Historique historique;

    Destinataires(Historique historique) {
        this.historique = historique;
    }

    /** Addresses of those told of a transition; empty when it tells nobody. */
    public List<String> pour(UUID convention, Transition transition) {
        return switch (transition) {
            case SOUMETTRE, RENVOYER, NOTIFIER_INSTRUCTEUR -> historique.adressesDe(convention, true);
            case DEMANDER_CORRECTION, NOTIFIER_BAILLEUR, VALIDER, REVENIR_EN_INSTRUCTION ->
                historique.adressesDe(convention, false);
            case SIGNER,
                    ENVOYER_PUBLICATION,
                    REVENIR_A_SIGNEE,
                    PUBLIER,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    RETABLIR,
                    ANNULER,
                    REACTIVER -> List.of();
        };
    }

    /** Whether a mail tells the other side of it. */
    public static boolean previent(Transition transition) {
        return switch (transition) {
            case SOUMETTRE,
                    RENVOYER,
                    NOTIFIER_INSTRUCTEUR,
                    DEMANDER_CORRECTION,
                    NOTIFIER_BAILLEUR,
                    VALIDER,
                    REVENIR_EN_INSTRUCTION -> true;
            case SIGNER,
                    ENVOYER_PUBLICATION,
                    REVENIR_A_SIGNEE,
                    PUBLIER,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    RETABLIR,
                    ANNULER,
                    REACTIVER -> false;
        };
    }

    /** The same, as a sentence for a confirmation or a message. */
    public String phrase(List<String> adresses) {
        return adresses.isEmpty()
                ? "Personne n’est prévenu par courriel."
                : (adresses.size() == 1 ? "Un courriel part à " : "Un courriel part à chacune de ces adresses : ")
                        + String.join(", ", adresses) + ".";
    }
}
