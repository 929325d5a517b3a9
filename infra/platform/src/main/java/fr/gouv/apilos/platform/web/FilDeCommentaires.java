package fr.gouv.apilos.platform.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two sides say about one field.
 *
 * @param id unique in the page, also the anchor
 * @param sujet the field, as its label names it
 * @param ecrire address a new message is posted to (field {@code message}), or null for readers
 * @param retour address to come back to after writing
 */
public record FilDeCommentaires(
        String id,
        String sujet,
        List<Message> messages,
        @Nullable String ecrire,
        String retour) {

    /**
     * One message.
     *
     * @param role side of its author
     * @param ouvert still to be treated
     * @param actions what the reader may do with it
     */
    public record Message(
            String auteur,
            String role,
            Instant quand,
            String texte,
            String etat,
            boolean ouvert,
            List<Action> actions) {}

    /**
     * A button of a message.
     *
     * @param adresse posted to
     */
    public record Action(String libelle, String adresse) {}

    /** Nothing to draw for this reader. */
    public boolean vide() {
        return messages.isEmpty() && ecrire == null;
    }

    /** Number of messages still to be treated. */
    public long ouverts() {
        return messages.stream().filter(Message::ouvert).count();
    }

    /** Title of the closed thread. */
    public String resume() {
        if (messages.isEmpty()) {
            return "Commenter";
        }
        var nombre = messages.size() == 1 ? "1 commentaire" : messages.size() + " commentaires";
        return ouverts() == 0 ? nombre : nombre + ", dont " + ouverts() + " à traiter";
    }
}
