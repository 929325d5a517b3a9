/**
 * {@code clear_all_data}: empties an environment that is no production, over the three services that hold its data. Uses bailleur,
 * administration.
 */
@NullMarked
package fr.gouv.apilos.referentiel.effacement;

import org.jspecify.annotations.NullMarked;
