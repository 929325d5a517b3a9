package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.platform.messaging.MessagePublie;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contract {@code courriel.envoi.v1}. */
record CourrielDemande(
        UUID courriel,
        List<String> destinataires,
        List<String> copies,
        String objet,
        String texte,
        @Nullable String html,
        List<Piece> pieces,
        String modele,
        boolean arretable,
        List<Fait> faits,
        @Nullable Citation citation,
        @Nullable Action action,
        @Nullable String repondreA)
        implements MessagePublie {

    /** @param lien where to fetch it, signed in, when it is too heavy to travel; null when it is not */
    record Piece(String cle, String nom, @Nullable String lien) {}

    record Fait(String libelle, String valeur) {}

    record Citation(String titre, String texte) {}

    record Action(String libelle, String lien) {}

    /** One message for one person: nobody reads the addresses of the others (06 C6). */
    static CourrielDemande de(UUID id, String destinataire, TexteDeCourriel texte, List<Piece> pieces) {
        return new CourrielDemande(
                id,
                List.of(destinataire),
                List.of(),
                texte.objet(),
                texte.texte(),
                null,
                pieces,
                texte.modele().name(),
                texte.modele().arretable(),
                texte.faits(),
                texte.citation(),
                texte.action(),
                null);
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
