/**
 * The clock and the zone of the platform (Europe/Paris).
 */
@NullMarked
package fr.gouv.apilos.platform.time;

import org.jspecify.annotations.NullMarked;
