/**
 * The protections of the door: sign-in with Cerbère or an OpenID Connect provider, limits, cross-site refusal, headers, logs of
 * accesses and of sign-ins. Uses session and siap.
 */
@NullMarked
package fr.gouv.apilos.gateway.securite;

import org.jspecify.annotations.NullMarked;
