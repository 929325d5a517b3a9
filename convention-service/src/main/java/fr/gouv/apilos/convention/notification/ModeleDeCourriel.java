package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Transition;

/**
 * The mails of this service (06 C2). A pair of the field, one for conventions and one for avenants, is one model here: its
 * words agree with the act.
 */
enum ModeleDeCourriel {
    /** 105, 106: what they sent is on its way. */
    SOUMISSION_CONFIRMEE("105/106"),
    /** 166, 167. */
    A_INSTRUIRE("166/167"),
    /** 102, 101. */
    CORRECTIONS_DEMANDEES("102/101"),
    /** 168, 169. */
    CORRECTIONS_FAITES("168/169"),
    /** 103, 104, with the document. */
    VALIDEE("103/104"),
    /** 138: what a bailleur thinks of it, once in their life. */
    SATISFACTION_BAILLEUR("138"),
    /** 139: what an instructeur thinks of it, once in their life. */
    SATISFACTION_INSTRUCTEUR("139"),
    /** Not of the field: a message to the bailleur without change of status. */
    MESSAGE_AU_BAILLEUR(""),
    /** Not of the field: a message to the service without change of status. */
    MESSAGE_A_L_INSTRUCTEUR(""),
    /** Not of the field: the document that was to be signed no longer stands. */
    RETOUR_EN_INSTRUCTION(""),
    /** 163: a file somebody joined held a virus (FIL-42). */
    VIRUS("163"),
    /** Not of the field: the same, to the team. */
    VIRUS_EQUIPE("");

    private final String codes;

    ModeleDeCourriel(String codes) {
        this.codes = codes;
    }

    /** Its identifiers in the field, convention then avenant; empty for a mail the field has not. */
    String codes() {
        return codes;
    }

    /** Whether the switch of mails that follow conventions stops it (04 R116, 06 C2); what warns the team always leaves. */
    boolean arretable() {
        return this != VIRUS_EQUIPE;
    }

    /** Whether it is about a convention or an avenant, and agrees with it. */
    boolean surUnActe() {
        return switch (this) {
            case SATISFACTION_BAILLEUR, SATISFACTION_INSTRUCTEUR, VIRUS, VIRUS_EQUIPE -> false;
            default -> true;
        };
    }

    /**
     * The mail of a transition to the other side.
     *
     * @throws IllegalArgumentException for a transition that tells nobody
     */
    static ModeleDeCourriel de(Transition transition) {
        return switch (transition) {
            case SOUMETTRE -> A_INSTRUIRE;
            case RENVOYER -> CORRECTIONS_FAITES;
            case NOTIFIER_INSTRUCTEUR -> MESSAGE_A_L_INSTRUCTEUR;
            case NOTIFIER_BAILLEUR -> MESSAGE_AU_BAILLEUR;
            case DEMANDER_CORRECTION -> CORRECTIONS_DEMANDEES;
            case VALIDER -> VALIDEE;
            case REVENIR_EN_INSTRUCTION -> RETOUR_EN_INSTRUCTION;
            case SIGNER,
                    ENVOYER_PUBLICATION,
                    REVENIR_A_SIGNEE,
                    PUBLIER,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    RETABLIR,
                    ANNULER,
                    REACTIVER -> throw new IllegalArgumentException("No mail is sent for " + transition);
        };
    }
}
