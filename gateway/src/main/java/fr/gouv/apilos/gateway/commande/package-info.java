/** Maintenance commands of the gateway. Uses nothing of the other packages. */
@NullMarked
package fr.gouv.apilos.gateway.commande;

import org.jspecify.annotations.NullMarked;
