/**
 * Moves programmes from one administration or one bailleur to another, in batches, on behalf of referentiel-service, which
 * leads the operation. Everything may be repeated; every move is kept with its origin and can be taken back. Uses programme,
 * reference and convention.
 */
@NullMarked
package fr.gouv.apilos.convention.deplacement;

import org.jspecify.annotations.NullMarked;
