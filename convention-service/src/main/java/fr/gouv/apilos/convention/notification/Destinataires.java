package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.notification.Correspondants.Personne;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.siap.Siap;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Who is told of a transition (01 R231 to R234, 06 C3): the people of a side who follow the convention, as far as each
 * wishes. Asks habilitation-service, so never inside a request of a person.
 */
@Service
public class Destinataires {

    private static final Pattern ADRESSE = Pattern.compile("[^@\\s,;]+@[^@\\s,;]+\\.[^@\\s,;.]+");
    private static final String BAILLEUR = "BAILLEUR";
    private static final String INSTRUCTEUR = "INSTRUCTEUR";

    private final Historique historique;
    private final Correspondants correspondants;
    private final Siap siap;

    Destinataires(Historique historique, Correspondants correspondants, Siap siap) {
        this.historique = historique;
        this.correspondants = correspondants;
        this.siap = siap;
    }

    /** The other side, as far as a transition tells it. */
    enum Cote {
        BAILLEUR,
        INSTRUCTEUR,
        PERSONNE
    }

    /** The bailleurs of a convention: those who follow it, and those who follow all of their bailleur (R231). */
    List<String> bailleurs(UUID convention, Programme programme) {
        var ayantAgi = historique.acteurs(convention);
        return suivent(correspondants.duBailleur(programme.bailleur(), ayantAgi), BAILLEUR, ayantAgi);
    }

    /**
     * The instructeurs of a convention (R232).
     *
     * @param nouvelle first submission: nobody of the service may have acted yet, so the whole service is told (R233,
     *     MAIL-20), as habilitation-service knows it and as SIAP last described the opération
     */
    List<String> instructeurs(UUID convention, Programme programme, boolean nouvelle) {
        var ayantAgi = historique.acteurs(convention);
        var gestionnaires = nouvelle ? siap.gestionnaires(programme.numeroOperation()) : List.<String>of();
        var connus = correspondants.deLAdministration(programme.administration(), ayantAgi, gestionnaires);
        return nouvelle ? duService(connus, gestionnaires) : suivent(connus, INSTRUCTEUR, ayantAgi);
    }

    /** Where to write to one person; empty when their account has no address. */
    List<String> adresseDe(UUID utilisateur) {
        return adresses(correspondants.duBailleur(null, List.of(utilisateur)).stream()
                .filter(personne -> personne.utilisateur().equals(utilisateur))
                .map(Personne::email));
    }

    /** R231, R232, MAIL-21: TOUS with a role of this side on the spot, PARTIEL with a role of this side who acted. */
    static List<String> suivent(Collection<Personne> connus, String cote, Set<UUID> ayantAgi) {
        return adresses(connus.stream()
                .filter(p -> switch (p.preference()) {
                    case "TOUS" ->
                        p.rolesSurPlace().contains(cote)
                                || ayantAgi.contains(p.utilisateur())
                                        && p.roles().contains(cote);
                    case "PARTIEL" ->
                        ayantAgi.contains(p.utilisateur()) && p.roles().contains(cote);
                    default -> false;
                })
                .map(Personne::email));
    }

    /**
     * R232 and R233 together: everybody of the service who wants mails, and those SIAP names, unless they want none.
     *
     * @param gestionnaires addresses SIAP gives for the opération
     */
    static List<String> duService(Collection<Personne> connus, Collection<String> gestionnaires) {
        var muets = new HashSet<String>();
        connus.stream().filter(p -> p.preference().equals("AUCUN")).forEach(p -> {
            muets.add(p.email().strip().toLowerCase(Locale.ROOT));
            muets.add(p.emailSecondaire().strip().toLowerCase(Locale.ROOT));
        });
        return adresses(Stream.concat(
                        connus.stream()
                                .filter(p -> p.rolesSurPlace().contains(INSTRUCTEUR))
                                .map(Personne::email),
                        gestionnaires.stream())
                .filter(adresse -> !muets.contains(adresse.strip().toLowerCase(Locale.ROOT))));
    }

    /** R234: each address once, and only what can be one. */
    static List<String> adresses(Stream<String> brutes) {
        return brutes.map(adresse -> adresse.strip().toLowerCase(Locale.ROOT))
                .filter(adresse -> ADRESSE.matcher(adresse).matches())
                .distinct()
                .sorted()
                .toList();
    }

    static Cote cote(Transition transition) {
        return switch (transition) {
            case SOUMETTRE, RENVOYER, NOTIFIER_INSTRUCTEUR -> Cote.INSTRUCTEUR;
            case DEMANDER_CORRECTION, NOTIFIER_BAILLEUR, VALIDER, REVENIR_EN_INSTRUCTION -> Cote.BAILLEUR;
            case SIGNER,
                    ENVOYER_PUBLICATION,
                    REVENIR_A_SIGNEE,
                    PUBLIER,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    RETABLIR,
                    ANNULER,
                    REACTIVER -> Cote.PERSONNE;
        };
    }

    /** Whether a mail tells the other side of it. */
    public static boolean previent(Transition transition) {
        return cote(transition) != Cote.PERSONNE;
    }

    /** The same, as a sentence for a confirmation or a message. */
    public static String phrase(Transition transition) {
        return switch (cote(transition)) {
            case PERSONNE -> "Personne n’est prévenu par courriel.";
            case BAILLEUR ->
                "Un courriel prévient les personnes du bailleur qui suivent cette convention, selon leurs préférences.";
            case INSTRUCTEUR ->
                transition == Transition.SOUMETTRE
                        ? "Un courriel prévient le service instructeur ; un autre vous confirme l’envoi, selon vos"
                                + " préférences."
                        : "Un courriel prévient les instructeurs qui suivent cette convention, selon leurs"
                                + " préférences.";
        };
    }
}
