/** How many conventions an entity stands in, as convention-service counts them: said before a save, never needed for it. */
@NullMarked
package fr.gouv.apilos.referentiel.usage;

import org.jspecify.annotations.NullMarked;
