/** Finds, or makes, the entity that SIAP names. Uses bailleur and administration. */
@NullMarked
package fr.gouv.apilos.referentiel.rapprochement;

import org.jspecify.annotations.NullMarked;
