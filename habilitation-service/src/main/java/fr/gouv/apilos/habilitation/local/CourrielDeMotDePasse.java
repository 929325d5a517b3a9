package fr.gouv.apilos.habilitation.local;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.util.List;
import java.util.UUID;

/** Contract {@code courriel.envoi.v1}: mail 11, the link to a new password, and word of a password that was changed. */
record CourrielDeMotDePasse(
        UUID courriel,
        List<String> destinataires,
        List<String> copies,
        String objet,
        String texte,
        String html,
        List<Piece> pieces)
        implements MessagePublie {

    /** An attachment; this mail has none. */
    record Piece(String cle, String nom) {}

    static CourrielDeMotDePasse lien(String destinataire, String lien) {
        return de(destinataire, "APiLos : choisissez un nouveau mot de passe", """
                Bonjour,

                Un nouveau mot de passe a été demandé pour votre compte APiLos. Pour le choisir, ouvrez cette adresse \
                dans les trente minutes ; elle ne sert qu’une fois :

                %s

                Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.
                """.formatted(lien));
    }

    /** @param secours where somebody who changed nothing asks for another password */
    static CourrielDeMotDePasse changement(String destinataire, String secours) {
        return de(destinataire, "APiLos : votre mot de passe a été changé", """
                Bonjour,

                Le mot de passe de votre compte APiLos vient d’être changé, et vos autres sessions ont été fermées.

                Si ce n’est pas vous, demandez tout de suite un autre mot de passe à cette adresse, puis prévenez \
                l’assistance :

                %s
                """.formatted(secours));
    }

    private static CourrielDeMotDePasse de(String destinataire, String objet, String texte) {
        return new CourrielDeMotDePasse(
                UUID.randomUUID(), List.of(destinataire), List.of(), objet, texte, null, List.of());
    }

    @Override
    public String exchange() {
        return "document.demandes";
    }

    @Override
    public String routingKey() {
        return "courriel.envoi.v1";
    }

    @Override
    public UUID messageId() {
        return courriel;
    }
}
