/**
 * Outbox, confirmed relay to AMQP, inbox, bounded retries and parking queues. Uses contracts, correlation and
 * error.
 */
@NullMarked
package fr.gouv.apilos.platform.messaging;

import org.jspecify.annotations.NullMarked;
