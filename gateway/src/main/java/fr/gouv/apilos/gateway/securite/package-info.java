/** The protections of the door: sign-in with Cerbère, limits, cross-site refusal, headers, access log. Uses session and siap. */
@NullMarked
package fr.gouv.apilos.gateway.securite;

import org.jspecify.annotations.NullMarked;
