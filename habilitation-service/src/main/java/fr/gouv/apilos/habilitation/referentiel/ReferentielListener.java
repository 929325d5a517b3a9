package fr.gouv.apilos.habilitation.referentiel;

import fr.gouv.apilos.habilitation.role.Fusions;
import fr.gouv.apilos.platform.messaging.Inbox;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import java.time.Instant;
import java.util.UUID;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Keeps the replica by the events of referentiel-service, and moves roles with the bailleurs it merges. */
@Component
class ReferentielListener {

    private static final String FILE = "habilitation.referentiel";

    /** The part of {@code bailleur.modifie.v1} used here. */
    record Bailleur(UUID uuid, String nom, String siret, String siren, UUID parent, long version, boolean supprime) {}

    /** The part of {@code administration.modifiee.v1} used here. */
    record Administration(UUID uuid, String nom, String code, long version, boolean supprime) {}

    /** {@code bailleur.fusionne.v1}. */
    record BailleurFusionne(UUID absorbe, UUID absorbant, boolean annulee, Instant survenuLe) {}

    record BailleurModifie(Bailleur bailleur) {}

    record AdministrationModifiee(Administration administration) {}

    private final Inbox inbox;
    private final EntitesConnues entites;
    private final Fusions fusions;

    ReferentielListener(Inbox inbox, EntitesConnues entites, Fusions fusions) {
        this.inbox = inbox;
        this.entites = entites;
        this.fusions = fusions;
    }

    @RabbitListener(queues = FILE)
    void recevoir(Message message) {
        switch (String.valueOf(message.getMessageProperties().getType())) {
            case "bailleur.modifie.v1" ->
                inbox.traiter(message, BailleurModifie.class, m -> entites.noter(m.bailleur()));
            case "administration.modifiee.v1" ->
                inbox.traiter(message, AdministrationModifiee.class, m -> entites.noter(m.administration()));
            case "bailleur.fusionne.v1" ->
                inbox.traiter(
                        message,
                        BailleurFusionne.class,
                        m -> fusions.apprendre(m.absorbe(), m.absorbant(), m.annulee(), m.survenuLe()));
            // Later versions travel beside the first ones: not for us.
            default -> {}
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Files {
        @Bean
        Declarables fileDuReferentiel() {
            return QueuesDurables.file(
                    FILE,
                    "referentiel.evenements",
                    "bailleur.modifie.v1",
                    "administration.modifiee.v1",
                    "bailleur.fusionne.v1");
        }
    }
}
