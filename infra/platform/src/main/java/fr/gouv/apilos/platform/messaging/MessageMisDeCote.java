package fr.gouv.apilos.platform.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Inside the service: a message failed every retry and lies in the parking of its queue.
 *
 * @param file the queue it was read from
 * @param messageId its identifier
 */
public record MessageMisDeCote(String file, @Nullable String messageId) {}
