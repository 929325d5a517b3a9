/** Where each path leads, and what is said when a service is away. Uses session and securite. */
@NullMarked
package fr.gouv.apilos.gateway.route;

import org.jspecify.annotations.NullMarked;
