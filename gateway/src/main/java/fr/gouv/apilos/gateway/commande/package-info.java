/** Maintenance commands of the gateway. Uses session. */
@NullMarked
package fr.gouv.apilos.gateway.commande;

import org.jspecify.annotations.NullMarked;
