/** The gateway's own pages. Uses session. */
@NullMarked
package fr.gouv.apilos.gateway.accueil;

import org.jspecify.annotations.NullMarked;
