/** Régions, départements and communes: codes, names, what follows from a postal code. Uses nothing but the platform. */
@NullMarked
package fr.gouv.apilos.referentiel.territoire;

import org.jspecify.annotations.NullMarked;
