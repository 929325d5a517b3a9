/** The door of the settings. Uses nothing but the platform. */
@NullMarked
package fr.gouv.apilos.referentiel.parametres;

import org.jspecify.annotations.NullMarked;
