package fr.gouv.apilos.platform.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** The parking queues of this service: look, send again, drop. */
public class MessagesGares {

    private static final int MAX_PARCOURUS = 1000;

    private final RabbitTemplate rabbit;
    private final List<String> files;

    MessagesGares(RabbitTemplate rabbit, List<Declarables> declarations) {
        this.rabbit = rabbit;
        this.files = declarations.stream()
                .flatMap(d -> d.getDeclarablesByType(Queue.class).stream())
                .map(Queue::getName)
                .filter(nom -> nom.endsWith(QueuesDurables.SUFFIXE_PARKING))
                .sorted()
                .toList();
    }

    /**
     * A message that failed every retry.
     *
     * @param file the queue it came from
     * @param messageId its identifier
     * @param type its type
     * @param erreur first line of the last exception
     * @param corps its JSON body
     */
    public record MessageGare(
            String file,
            @Nullable String messageId,
            @Nullable String type,
            @Nullable String erreur,
            String corps) {}

    /** Names of the queues of this service that have a parking. */
    public List<String> files() {
        return files.stream()
                .map(nom -> nom.substring(0, nom.length() - QueuesDurables.SUFFIXE_PARKING.length()))
                .toList();
    }

    /** Parked messages of one queue, oldest first, at most a thousand. */
    public List<MessageGare> lister(String file) {
        var parking = parking(file);
        return executer(canal -> {
            var vus = new ArrayList<MessageGare>();
            var recus = new ArrayList<GetResponse>();
            for (var recu = canal.basicGet(parking, false);
                    recu != null && vus.size() < MAX_PARCOURUS;
                    recu = canal.basicGet(parking, false)) {
                recus.add(recu);
                vus.add(lire(file, recu));
            }
            rendre(canal, recus);
            return vus;
        });
    }

    /**
     * Puts a parked message back in the queue it came from.
     *
     * @throws ErreurMetier 404 when no parked message has this identifier
     */
    public void rejouer(String file, String messageId) {
        trancher(file, messageId, true);
    }

    /**
     * Forgets a parked message for good.
     *
     * @throws ErreurMetier 404 when no parked message has this identifier
     */
    public void abandonner(String file, String messageId) {
        trancher(file, messageId, false);
    }

    private void trancher(String file, String messageId, boolean rejouer) {
        var parking = parking(file);
        var trouve = executer(canal -> {
            // Published again and taken off the parking together, or neither.
            canal.txSelect();
            var autres = new ArrayList<GetResponse>();
            Optional<GetResponse> voulu = Optional.empty();
            for (int i = 0; i < MAX_PARCOURUS && voulu.isEmpty(); i++) {
                var recu = canal.basicGet(parking, false);
                if (recu == null) {
                    break;
                }
                if (messageId.equals(recu.getProps().getMessageId())) {
                    voulu = Optional.of(recu);
                } else {
                    autres.add(recu);
                }
            }
            if (voulu.isPresent()) {
                if (rejouer) {
                    canal.basicPublish(
                            "", file, true, voulu.get().getProps(), voulu.get().getBody());
                }
                canal.basicAck(voulu.get().getEnvelope().getDeliveryTag(), false);
            }
            rendre(canal, autres);
            canal.txCommit();
            return voulu.isPresent();
        });
        if (!trouve) {
            throw ErreurMetier.introuvable("Aucun message garé ne porte l’identifiant " + messageId + ".");
        }
    }

    private String parking(String file) {
        var parking = file + QueuesDurables.SUFFIXE_PARKING;
        if (!files.contains(parking)) {
            throw ErreurMetier.introuvable("Ce service n’a pas de file « " + file + " ».");
        }
        return parking;
    }

    private static void rendre(Channel canal, List<GetResponse> recus) throws IOException {
        for (var recu : recus.reversed()) {
            canal.basicNack(recu.getEnvelope().getDeliveryTag(), false, true);
        }
    }

    private static MessageGare lire(String file, GetResponse recu) {
        var entetes = recu.getProps().getHeaders();
        var erreur = entetes == null ? null : entetes.get("x-exception-message");
        return new MessageGare(
                file,
                recu.getProps().getMessageId(),
                recu.getProps().getType(),
                erreur == null ? null : erreur.toString(),
                new String(recu.getBody(), StandardCharsets.UTF_8));
    }

    private interface SurCanal<T> {
        T faire(Channel canal) throws Exception;
    }

    private <T> T executer(SurCanal<T> action) {
        // A raw channel: those of the pool are in confirm mode, which excludes the transaction a replay needs.
        try (var canal =
                rabbit.getConnectionFactory().createConnection().getDelegate().createChannel()) {
            return action.faire(canal);
        } catch (ErreurMetier e) {
            throw e;
        } catch (Exception e) {
            throw new org.springframework.amqp.AmqpException("parking queues cannot be read", e);
        }
    }
}
