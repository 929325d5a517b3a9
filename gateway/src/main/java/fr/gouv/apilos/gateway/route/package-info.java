/**
 * Where each path leads, the habilitation an address may choose, the sessions a service asks to end, and what is said when a
 * service is away. Uses session and securite.
 */
@NullMarked
package fr.gouv.apilos.gateway.route;

import org.jspecify.annotations.NullMarked;
