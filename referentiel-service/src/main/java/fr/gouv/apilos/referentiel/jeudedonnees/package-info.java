/** Loads the bailleurs and administrations of a data set. Uses bailleur and administration. */
@NullMarked
package fr.gouv.apilos.referentiel.jeudedonnees;

import org.jspecify.annotations.NullMarked;
