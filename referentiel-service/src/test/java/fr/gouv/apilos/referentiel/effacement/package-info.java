/** Tests of what operators run. */
@NullMarked
package fr.gouv.apilos.referentiel.effacement;

import org.jspecify.annotations.NullMarked;
