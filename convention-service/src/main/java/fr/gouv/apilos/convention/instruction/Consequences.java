package fr.gouv.apilos.convention.instruction;

import fr.gouv.apilos.convention.convention.Transition;
import java.util.List;

/**
 * What a person reads before confirming an action: what will happen, and how to come back.
 *
 * @param effets what happens at once
 * @param retour how it can be undone, or that it cannot
 * @param bouton verb and object
 * @param faite said once done
 */
record Consequences(List<String> effets, String retour, String bouton, String faite) {

    static Consequences de(Transition transition) {
        return switch (transition) {
            case SOUMETTRE ->
                new Consequences(
                        List.of(
                                "La convention passe « En instruction » : le service instructeur peut l’examiner.",
                                "Vous ne pourrez plus la modifier, sauf s’il vous demande des corrections."),
                        "Le service instructeur peut vous la renvoyer à corriger.",
                        "Soumettre la convention",
                        "La convention est soumise au service instructeur.");
            case DEMANDER_CORRECTION ->
                new Consequences(
                        List.of(
                                "La convention passe « À corriger » : le bailleur peut modifier les informations que"
                                        + " vous avez commentées, et elles seules.",
                                "Écrivez vos commentaires sur les informations concernées avant de la renvoyer."),
                        "Le bailleur vous la renverra une fois corrigée ; vous pouvez aussi la valider directement.",
                        "Demander les corrections",
                        "La convention est renvoyée au bailleur.");
            case NOTIFIER_BAILLEUR ->
                new Consequences(
                        List.of(
                                "Votre message part au bailleur et figure dans l’historique.",
                                "La convention reste « En correction »."),
                        "Un message envoyé ne se reprend pas.",
                        "Envoyer le message",
                        "Votre message est envoyé au bailleur.");
            case NOTIFIER_INSTRUCTEUR ->
                new Consequences(
                        List.of(
                                "Votre message part au service instructeur et figure dans l’historique.",
                                "La convention reste « En instruction »."),
                        "Un message envoyé ne se reprend pas.",
                        "Envoyer le message",
                        "Votre message est envoyé au service instructeur.");
            case RENVOYER ->
                new Consequences(
                        List.of(
                                "La convention repasse « En instruction » : le service instructeur relit vos"
                                        + " corrections.",
                                "Les commentaires que vous dites traités passent à « Résolu ».",
                                "Vous ne pourrez plus la modifier, sauf s’il vous demande d’autres corrections."),
                        "Le service instructeur peut vous la renvoyer à corriger.",
                        "Renvoyer à l’instruction",
                        "Vos corrections sont envoyées au service instructeur.");
            case VALIDER ->
                new Consequences(
                        List.of(
                                "La convention reçoit son numéro et passe « À signer ».",
                                "Le document est rédigé, puis envoyé au bailleur par courriel.",
                                "Son contenu est figé : personne ne peut plus le modifier."),
                        "Tant qu’elle n’est pas signée, vous pouvez la ramener en instruction.",
                        "Valider la convention",
                        "La convention est validée. Le document est en cours de rédaction.");
            case SIGNER ->
                new Consequences(
                        List.of("La convention passe « Finalisée » à la date de signature indiquée."),
                        "Le service instructeur peut la ramener en instruction.",
                        "Finaliser la convention",
                        "La convention est finalisée.");
            case REVENIR_EN_INSTRUCTION ->
                new Consequences(
                        List.of(
                                "La convention repasse « En instruction » : son contenu redevient modifiable.",
                                "Le document produit ne vaut plus ; un autre sera rédigé à la prochaine validation.",
                                "Le document signé, s’il est déposé, est archivé : il faudra en déposer un autre.",
                                "Son numéro est conservé."),
                        "Il faudra la valider puis la signer de nouveau.",
                        "Revenir en instruction",
                        "La convention est de nouveau en instruction.");
            case ENVOYER_PUBLICATION ->
                new Consequences(
                        List.of("La convention passe « Publication en cours », envoyée à la date d’aujourd’hui."),
                        "Vous pouvez annuler la publication tant qu’elle n’est pas faite.",
                        "Envoyer pour publication",
                        "La convention est envoyée pour publication.");
            case REVENIR_A_SIGNEE ->
                new Consequences(
                        List.of("La convention repasse « Finalisée » : la publication est annulée."),
                        "Vous pouvez l’envoyer de nouveau pour publication.",
                        "Annuler la publication",
                        "La publication est annulée.");
            case PUBLIER ->
                new Consequences(
                        List.of("La convention passe « Publiée », avec la référence et la date indiquées."),
                        "Vous pouvez revenir en publication.",
                        "Déclarer la publication",
                        "La convention est publiée.");
            case REVENIR_EN_PUBLICATION ->
                new Consequences(
                        List.of("La convention repasse « Publication en cours »."),
                        "Vous pouvez déclarer de nouveau sa publication.",
                        "Revenir en publication",
                        "La convention est de nouveau en cours de publication.");
            case DENONCER ->
                new Consequences(
                        List.of(
                                "La convention et tous ses avenants passent « Dénoncée » : ils cessent de produire leurs"
                                        + " effets à la date prévue.",
                                "Les avenants annulés le restent."),
                        "Le service instructeur peut rétablir la convention depuis cet avenant ; l’historique garde"
                                + " les deux actes.",
                        "Confirmer la dénonciation",
                        "La convention est dénoncée.");
            case RESILIER ->
                new Consequences(
                        List.of(
                                "La convention et tous ses avenants passent « Résiliée » : ils cessent de produire leurs"
                                        + " effets à la date prévue.",
                                "Les avenants annulés le restent."),
                        "Le service instructeur peut rétablir la convention depuis cet avenant ; l’historique garde"
                                + " les deux actes.",
                        "Confirmer la résiliation",
                        "La convention est résiliée.");
            case RETABLIR ->
                new Consequences(
                        List.of(
                                "La convention et ses avenants reprennent le statut qu’ils avaient avant leur fin.",
                                "Cet avenant repasse « En instruction »."),
                        "Vous pouvez prononcer de nouveau la fin de la convention.",
                        "Rétablir la convention",
                        "La convention est rétablie.");
            case ANNULER ->
                new Consequences(
                        List.of(
                                "La convention passe « Annulée » et quitte les listes de travail.",
                                "Ses données sont conservées."),
                        "Vous pouvez la réactiver : elle repartira alors en projet.",
                        "Annuler la convention",
                        "La convention est annulée.");
            case REACTIVER ->
                new Consequences(
                        List.of("La convention repart « En projet », avec les données qu’elle avait."),
                        "Vous pouvez l’annuler de nouveau.",
                        "Réactiver la convention",
                        "La convention est de nouveau en projet.");
        };
    }
}
