@NullMarked
package fr.gouv.apilos.referentiel.administration;

import org.jspecify.annotations.NullMarked;
