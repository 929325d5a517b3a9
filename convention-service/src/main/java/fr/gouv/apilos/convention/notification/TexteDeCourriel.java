package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Transition;

/**
 * The words of a mail.
 *
 * @param texte plain text; the worker dresses it
 */
record TexteDeCourriel(String objet, String texte) {

    /**
     * @param operation name of the opération
     * @param avenant it is about an avenant
     * @param numero of the convention, null before it has one
     * @param lien page the reader should open
     * @param message of the sender, or null
     */
    static TexteDeCourriel de(
            Transition transition, String operation, boolean avenant, String numero, String lien, String message) {
        var corps = switch (transition) {
            case SOUMETTRE -> "Le bailleur vous soumet %s de l’opération « %s ». Vous pouvez l’instruire.";
            case RENVOYER -> "Le bailleur a corrigé %s de l’opération « %s » et vous en demande l’instruction.";
            case NOTIFIER_INSTRUCTEUR -> "Le bailleur vous écrit à propos de %s de l’opération « %s ».";
            case NOTIFIER_BAILLEUR ->
                "Le service instructeur vous écrit à propos de %s de l’opération « %s ». Vos corrections sont"
                        + " attendues.";
            case DEMANDER_CORRECTION ->
                "Le service instructeur demande des corrections au sujet de %s pour l’opération « %s ». Ses"
                        + " commentaires figurent sur les informations à revoir.";
            case VALIDER ->
                "Le service instructeur a validé %s de l’opération « %s ». Le document à signer est joint à ce"
                        + " courriel.";
            case REVENIR_EN_INSTRUCTION ->
                "Le service instructeur a ramené en instruction %s de l’opération « %s ». Le document"
                        + " produit auparavant ne vaut plus.";
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
        var objet = switch (transition) {
            case SOUMETTRE -> "Convention à instruire : ";
            case RENVOYER -> "Convention corrigée : ";
            case DEMANDER_CORRECTION -> "Convention à corriger : ";
            case VALIDER -> "Convention à signer : ";
            case NOTIFIER_BAILLEUR, NOTIFIER_INSTRUCTEUR -> "Message sur une convention : ";
            default -> "Convention de nouveau en instruction : ";
        };
        return new TexteDeCourriel(
                (avenant ? accorde(objet) : objet) + operation,
                corps(corps.formatted(acte(avenant), operation), numero, lien, message));
    }

    /** The subject of a convention, said of an avenant. */
    private static String accorde(String objet) {
        return objet.replace("Convention", "Avenant")
                .replace("corrigée", "corrigé")
                .replace("une convention", "un avenant");
    }

    /** Mails 105 and 106: to the bailleur, what they sent is on its way. */
    static TexteDeCourriel confirmation(String operation, boolean avenant, String lien) {
        return new TexteDeCourriel(
                (avenant ? "Avenant transmis : " : "Convention transmise : ") + operation,
                corps("""
                        Vous avez soumis %s de l’opération « %s » au service instructeur. Vous serez prévenu de ses \
                        demandes de correction et de la validation.""".formatted(acte(avenant), operation), null, lien, null));
    }

    private static String acte(boolean avenant) {
        return avenant ? "l’avenant" : "la convention";
    }

    private static String corps(String phrase, String numero, String lien, String message) {
        var texte = new StringBuilder("Bonjour,\n\n").append(phrase);
        if (numero != null) {
            texte.append("\n\nNuméro : ").append(numero);
        }
        if (message != null) {
            texte.append("\n\nMessage joint :\n").append(message);
        }
        texte.append("\n\nOuvrir dans APiLos : ").append(lien).append("\n\nL’équipe APiLos");
        return texte.toString();
    }
}
