package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.document.courriel.Messages.Envoi;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mail this service writes itself: what a visitor sends by the contact form. */
@Service
public class CourrielsDuWorker {

    private final ApplicationEventPublisher evenements;
    private final String contact;

    CourrielsDuWorker(ApplicationEventPublisher evenements, @Value("${apilos.contact}") String contact) {
        this.evenements = evenements;
        this.contact = contact;
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
        return List.of(vers(
                email,
                contactDe(
                        UUID.randomUUID(),
                        "Camille Martin",
                        email,
                        "Question sur <une convention> & son avenant",
                        "Bonjour,\nComment corriger le numéro d’une opération ?")));
    }

    Envoi contactDe(UUID id, String nom, String email, String sujet, String message) {
        return new Envoi(
                id,
                List.of(contact),
                List.of(),
                "[Contact] " + sujet,
                "Un message a été envoyé par le formulaire de contact d’APiLos.",
                null,
                List.of(),
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
}
