/**
 * Rent indices: what the support team enters or imports each year, and the rents that follow (03 A15). Uses journal and
 * territoire.
 */
@NullMarked
package fr.gouv.apilos.referentiel.indice;

import org.jspecify.annotations.NullMarked;
