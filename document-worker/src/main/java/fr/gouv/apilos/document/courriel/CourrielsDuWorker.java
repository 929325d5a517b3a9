package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.document.courriel.Messages.Envoi;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mails this service writes itself: the warning about an infected file, what a visitor sends by the contact form. */
@Service
public class CourrielsDuWorker {

    private final ApplicationEventPublisher evenements;
    private final String contact;
    private final String adresse;

    CourrielsDuWorker(
            ApplicationEventPublisher evenements,
            @Value("${apilos.contact}") String contact,
            @Value("${apilos.url}") String adresse) {
        this.evenements = evenements;
        this.contact = contact;
        this.adresse = adresse.replaceAll("/+$", "");
    }

    /**
     * Mail 163: a file somebody sent holds a virus and was not kept (FIL-42). Part of the caller's transaction.
     *
     * @param evenement identifier of what happened; the same one writes one mail only
     * @param nom name of the person, may be empty
     * @param fichier name the person knows the file by (06 C6)
     */
    @Transactional
    public void virus(UUID evenement, String email, String nom, String fichier) {
        evenements.publishEvent(virusDe(evenement, email, nom, fichier));
    }

    /**
     * What a visitor writes to the team: from our own address, the answer goes to them (06 C5, C6).
     *
     * @param id identifier of the form, so that one sent twice is one mail
     */
    @Transactional
    public void contact(UUID id, String nom, String email, String sujet, String message) {
        evenements.publishEvent(contactDe(id, nom, email, sujet, message));
    }

    /**
     * One of each, to the caller.
     *
     * @throws ErreurMetier 409 when the caller has no address
     */
    @Transactional
    public void apercu(Identite identite) {
        if (identite.email().isBlank()) {
            throw ErreurMetier.conflit(
                    "Votre compte n’a pas d’adresse de courriel : l’aperçu n’a pas de destinataire.");
        }
        for (var envoi : exemples(identite.email())) {
            evenements.publishEvent(envoi);
        }
    }

    /** The catalogue with sample values, all to one address. */
    List<Envoi> exemples(String email) {
        return List.of(
                virusDe(UUID.randomUUID(), email, "Camille Martin", "Plan <Bât. A & B>.pdf"),
                vers(
                        email,
                        contactDe(
                                UUID.randomUUID(),
                                "Camille Martin",
                                email,
                                "Question sur <une convention> & son avenant",
                                "Bonjour,\nComment corriger le numéro d’une opération ?")));
    }

    Envoi virusDe(UUID id, String email, String nom, String fichier) {
        return envoi(
                id,
                email,
                "Un fichier que vous avez déposé contient un virus",
                """
                Bonjour%s,

                Le contrôle antivirus a trouvé un programme malveillant dans un fichier que vous venez de déposer. Ce fichier a été \
                supprimé : il n’est joint à aucune convention.

                Analysez votre poste, prévenez le service informatique de votre organisme, puis déposez une version saine du \
                document.\
                """.formatted(nom.isBlank() ? "" : " " + nom.strip()),
                "VIRUS",
                true,
                List.of(new Envoi.Fait("Fichier", fichier)),
                null,
                new Envoi.Action("Ouvrir APiLos", adresse + "/conventions/recherche"),
                null);
    }

    Envoi contactDe(UUID id, String nom, String email, String sujet, String message) {
        return envoi(
                id,
                contact,
                "[Contact] " + sujet,
                "Un message a été envoyé par le formulaire de contact d’APiLos.",
                "CONTACT",
                false,
                List.of(new Envoi.Fait("Nom", nom), new Envoi.Fait("Adresse", email), new Envoi.Fait("Sujet", sujet)),
                new Envoi.Citation("Message", message),
                null,
                email);
    }

    private static Envoi vers(String email, Envoi modele) {
        return new Envoi(
                modele.courriel(),
                List.of(email),
                modele.copies(),
                modele.objet(),
                modele.texte(),
                modele.html(),
                modele.pieces(),
                modele.modele(),
                modele.arretable(),
                modele.faits(),
                modele.citation(),
                modele.action(),
                modele.repondreA());
    }

    private static Envoi envoi(
            UUID id,
            String destinataire,
            String objet,
            String texte,
            String modele,
            boolean arretable,
            List<Envoi.Fait> faits,
            Envoi.@Nullable Citation citation,
            Envoi.@Nullable Action action,
            @Nullable String repondreA) {
        return new Envoi(
                id,
                List.of(destinataire),
                List.of(),
                objet,
                texte,
                null,
                List.of(),
                modele,
                arretable,
                faits,
                citation,
                action,
                repondreA);
    }
}
