/** Sign-in with a password, on installations whose configuration opens it. Uses securite and session. */
@NullMarked
package fr.gouv.apilos.gateway.locale;

import org.jspecify.annotations.NullMarked;
