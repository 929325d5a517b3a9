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
     * @param numero of the convention, null before it has one
     * @param lien page the reader should open
     * @param message of the sender, or null
     */
    static TexteDeCourriel de(Transition transition, String operation, String numero, String lien, String message) {
        var corps = switch (transition) {
            case SOUMETTRE -> "Le bailleur vous soumet la convention de l’opération « %s ». Vous pouvez l’instruire.";
            case RENVOYER -> "Le bailleur a corrigé la convention de l’opération « %s » et vous la renvoie.";
            case NOTIFIER_INSTRUCTEUR -> "Le bailleur vous écrit au sujet de la convention de l’opération « %s ».";
            case NOTIFIER_BAILLEUR ->
                "Le service instructeur vous écrit au sujet de la convention de l’opération « %s », qui attend vos"
                        + " corrections.";
            case DEMANDER_CORRECTION ->
                "Le service instructeur demande des corrections sur la convention de l’opération « %s ». Ses"
                        + " commentaires figurent sur les informations à revoir.";
            case VALIDER ->
                "Le service instructeur a validé la convention de l’opération « %s ». Elle est à signer ; le document"
                        + " est joint à ce courriel.";
            case REVENIR_EN_INSTRUCTION ->
                "Le service instructeur a ramené en instruction la convention de l’opération « %s ». Le document"
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
        var texte = new StringBuilder("Bonjour,\n\n").append(corps.formatted(operation));
        if (numero != null) {
            texte.append("\n\nNuméro de la convention : ").append(numero);
        }
        if (message != null) {
            texte.append("\n\nMessage joint :\n").append(message);
        }
        texte.append("\n\nOuvrir la convention : ").append(lien).append("\n\nL’équipe APiLos");
        return new TexteDeCourriel(objet + operation, texte.toString());
    }
}
