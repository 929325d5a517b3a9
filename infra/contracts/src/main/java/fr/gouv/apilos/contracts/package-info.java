/**
 * The messages services exchange: one JSON Schema per type, checked by the sender before it sends and by the receiver
 * before it reads. Uses nothing of the other modules.
 */
@NullMarked
package fr.gouv.apilos.contracts;

import org.jspecify.annotations.NullMarked;
