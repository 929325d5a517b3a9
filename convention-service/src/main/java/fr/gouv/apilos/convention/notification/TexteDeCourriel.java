package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.notification.CourrielDemande.Action;
import fr.gouv.apilos.convention.notification.CourrielDemande.Citation;
import fr.gouv.apilos.convention.notification.CourrielDemande.Fait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a mail; document-worker dresses them.
 *
 * @param texte paragraphs separated by empty lines, from the greeting on; the signature is added
 * @param faits what it is about
 * @param citation words of the sender, or null
 * @param action the one thing to do
 */
record TexteDeCourriel(
        ModeleDeCourriel modele,
        String objet,
        String texte,
        List<Fait> faits,
        @Nullable Citation citation,
        Action action) {

    /**
     * A mail about a convention or an avenant.
     *
     * @param auteur name of who acts, empty when it is not to be said
     * @param message of the author, or null
     * @param adresse of the platform, absolute, without a final slash
     */
    static TexteDeCourriel de(
            ModeleDeCourriel modele, SujetDeCourriel sujet, String auteur, @Nullable String message, String adresse) {
        var acte = sujet.avenant() ? "l’avenant" : "la convention";
        var duActe = sujet.avenant() ? "de l’avenant" : "de la convention";
        var e = sujet.avenant() ? "" : "e";
        var par = auteur.isBlank() ? "" : " (" + auteur + ")";
        var operation = "l’opération « " + sujet.operation() + " »";
        var objet = switch (modele) {
            case SOUMISSION_CONFIRMEE -> acteMajuscule(sujet) + " transmis" + e + " : ";
            case A_INSTRUIRE -> acteMajuscule(sujet) + " à instruire : ";
            case CORRECTIONS_DEMANDEES -> acteMajuscule(sujet) + " à corriger : ";
            case CORRECTIONS_FAITES -> acteMajuscule(sujet) + " corrigé" + e + " : ";
            case VALIDEE -> acteMajuscule(sujet) + " à signer : ";
            case MESSAGE_AU_BAILLEUR, MESSAGE_A_L_INSTRUCTEUR ->
                "Message sur " + (sujet.avenant() ? "un avenant" : "une convention") + " : ";
            case RETOUR_EN_INSTRUCTION -> acteMajuscule(sujet) + " de nouveau en instruction : ";
            case SATISFACTION_BAILLEUR, SATISFACTION_INSTRUCTEUR, VIRUS, VIRUS_EQUIPE ->
                throw new IllegalArgumentException(modele + " is about no convention");
        };
        var corps = switch (modele) {
            case SOUMISSION_CONFIRMEE -> """
                Vous avez soumis %s de %s au service instructeur.

                Vous n’avez rien d’autre à faire pour l’instant. Un courriel vous préviendra si des corrections sont demandées, \
                puis lorsque le document sera prêt à signer.""".formatted(acte, operation);
            case A_INSTRUIRE -> """
                Le bailleur%s vous soumet %s de %s.

                Vous pouvez l’instruire dès maintenant : relisez la saisie, commentez ce qui doit être revu, puis demandez des \
                corrections ou validez.""".formatted(par, acte, operation);
            case CORRECTIONS_DEMANDEES -> """
                Le service instructeur%s demande des corrections au sujet %s de %s.

                Ses commentaires figurent sur les informations à revoir : elles vous sont ouvertes. Corrigez-les, puis renvoyez le \
                tout à l’instruction.""".formatted(par, duActe, operation);
            case CORRECTIONS_FAITES ->
                "Le bailleur%s a corrigé %s de %s et vous en demande de nouveau l’instruction."
                        .formatted(par, acte, operation);
            case VALIDEE -> """
                Le service instructeur a validé %s de %s. Le document à signer accompagne ce courriel.

                %sIl reste à faire signer le document par les deux parties, puis à déposer dans APiLos le PDF signé.\
                """.formatted(acte, operation, exemplaires(sujet.exemplaires()));
            case MESSAGE_AU_BAILLEUR ->
                "Le service instructeur%s vous écrit à propos %s de %s. Vos corrections sont attendues."
                        .formatted(par, duActe, operation);
            case MESSAGE_A_L_INSTRUCTEUR ->
                "Le bailleur%s vous écrit à propos %s de %s.".formatted(par, duActe, operation);
            case RETOUR_EN_INSTRUCTION ->
                "Le service instructeur%s a ramené en instruction %s de %s. Le document produit auparavant ne vaut plus : ne le signez pas."
                        .formatted(par, acte, operation);
            case SATISFACTION_BAILLEUR, SATISFACTION_INSTRUCTEUR, VIRUS, VIRUS_EQUIPE -> "";
        };
        // The document waits on its own page, everything else on the récapitulatif.
        var page = modele == ModeleDeCourriel.VALIDEE
                ? "/conventions/" + sujet.convention() + "/documents"
                : "/conventions/recapitulatif/" + sujet.convention();
        return new TexteDeCourriel(
                modele,
                objet + sujet.operation(),
                "Bonjour,\n\n" + corps,
                faits(sujet),
                message == null || message.isBlank() ? null : new Citation("Message joint", message.strip()),
                new Action(bouton(modele, sujet), adresse + page));
    }

    /** Mails 138 and 139: to a person, about no convention. */
    static TexteDeCourriel satisfaction(ModeleDeCourriel modele, String nom, String questionnaire) {
        var occasion = modele == ModeleDeCourriel.SATISFACTION_BAILLEUR
                ? "Vous venez de soumettre votre première convention avec APiLos."
                : "Vous venez de valider votre première convention avec APiLos.";
        return new TexteDeCourriel(
                modele,
                "Votre avis sur APiLos",
                """
                Bonjour%s,

                %s Qu’en avez-vous pensé ?

                Deux minutes suffisent pour nous dire ce qui vous a aidé et ce qui vous a gêné. Vos réponses servent à améliorer le \
                service ; vous ne recevrez pas d’autre demande de ce genre.""".formatted(nom.isBlank() ? "" : " " + nom.strip(), occasion),
                List.of(),
                null,
                new Action("Donner mon avis", questionnaire));
    }

    /**
     * Mail 163, to who joined the file (FIL-42).
     *
     * @param nom of the person, empty when unknown
     * @param fichier name the person knows it by (06 C6)
     */
    static TexteDeCourriel virus(String nom, String fichier, SujetDeCourriel sujet, String adresse) {
        var faits = new ArrayList<Fait>();
        ajouter(faits, "Fichier", fichier);
        ajouter(faits, "Opération", sujet.operation());
        return new TexteDeCourriel(
                ModeleDeCourriel.VIRUS,
                "Un fichier que vous avez déposé contient un virus",
                """
                Bonjour%s,

                Le contrôle antivirus a trouvé un programme malveillant dans un fichier que vous venez de déposer. Ce fichier a été \
                supprimé : il n’accompagne aucune convention.

                Analysez votre poste, prévenez le service informatique de votre organisme, puis déposez une version saine du \
                document.\
                """.formatted(nom.isBlank() ? "" : " " + nom.strip()),
                faits,
                null,
                new Action(
                        sujet.avenant() ? "Ouvrir l’avenant" : "Ouvrir la convention",
                        adresse + "/conventions/recapitulatif/" + sujet.convention()));
    }

    /** The same, to the team: what was found, who sent it, where it came. */
    static TexteDeCourriel virusPourLEquipe(
            String nom, String email, String fichier, String menace, SujetDeCourriel sujet, String adresse) {
        var faits = new ArrayList<Fait>();
        ajouter(faits, "Fichier", fichier);
        ajouter(faits, "Menace", menace);
        ajouter(faits, "Déposé par", nom.isBlank() ? email : email.isBlank() ? nom : nom + " (" + email + ")");
        ajouter(faits, "Opération", sujet.operation());
        ajouter(faits, "Bailleur", sujet.bailleur());
        return new TexteDeCourriel(
                ModeleDeCourriel.VIRUS_EQUIPE,
                "Virus détecté dans un fichier déposé",
                """
                Bonjour,

                L’antivirus a trouvé un programme malveillant dans un fichier déposé sur APiLos. Ce fichier a été supprimé ; %s\
                """.formatted(
                                email.isBlank()
                                        ? "la personne qui l’a déposé n’a pas d’adresse connue : elle n’est pas prévenue par"
                                                + " courriel."
                                        : "la personne qui l’a déposé est prévenue."),
                faits,
                null,
                new Action(
                        sujet.avenant() ? "Ouvrir l’avenant" : "Ouvrir la convention",
                        adresse + "/conventions/recapitulatif/" + sujet.convention()));
    }

    private static String acteMajuscule(SujetDeCourriel sujet) {
        return sujet.avenant() ? "Avenant" : "Convention";
    }

    private static String bouton(ModeleDeCourriel modele, SujetDeCourriel sujet) {
        return switch (modele) {
            case A_INSTRUIRE, CORRECTIONS_FAITES -> sujet.avenant() ? "Instruire l’avenant" : "Instruire la convention";
            case CORRECTIONS_DEMANDEES -> "Voir les corrections demandées";
            case VALIDEE -> "Ouvrir les documents";
            default -> sujet.avenant() ? "Ouvrir l’avenant" : "Ouvrir la convention";
        };
    }

    private static String exemplaires(@Nullable Integer nombre) {
        return nombre == null || nombre < 1
                ? ""
                : nombre == 1
                        ? "L’administration en demande un exemplaire papier. "
                        : "L’administration en demande " + nombre + " exemplaires papier. ";
    }

    private static List<Fait> faits(SujetDeCourriel sujet) {
        var faits = new ArrayList<Fait>();
        ajouter(faits, "Opération", sujet.operation());
        ajouter(faits, "Bailleur", sujet.bailleur());
        if (sujet.avenant()) {
            ajouter(faits, "Convention n°", sujet.numeroDuParent());
            ajouter(faits, "Avenant n°", sujet.numero());
        } else {
            ajouter(faits, "Convention n°", sujet.numero());
        }
        ajouter(faits, "Logements", sujet.detail());
        ajouter(faits, "Adresse", sujet.lieu());
        return faits;
    }

    private static void ajouter(List<Fait> faits, String libelle, @Nullable String valeur) {
        if (valeur != null && !valeur.isBlank()) {
            faits.add(new Fait(libelle, valeur.strip()));
        }
    }
}
