package fr.gouv.apilos.habilitation.local;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.util.List;
import java.util.UUID;

/** Contract {@code courriel.envoi.v1}: mail 11, the link to a new password. */
record CourrielDeLien(
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

    static CourrielDeLien de(String destinataire, String lien) {
        return new CourrielDeLien(
                UUID.randomUUID(),
                List.of(destinataire),
                List.of(),
                "APiLos : choisissez un nouveau mot de passe",
                """
                Bonjour,

                Un nouveau mot de passe a été demandé pour votre compte APiLos. Pour le choisir, ouvrez cette adresse \
                dans les trente minutes ; elle ne sert qu’une fois :

                %s

                Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.
                """.formatted(lien),
                null,
                List.of());
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
