/** The référentiel: entry point of the service. The modules below own bailleurs and administrations. */
@NullMarked
package fr.gouv.apilos.referentiel;

import org.jspecify.annotations.NullMarked;
