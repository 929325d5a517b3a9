/**
 * Who had which territory in delegation, and when (03 R-B2.7 mended). Uses administration, territoire and journal.
 */
@NullMarked
package fr.gouv.apilos.referentiel.delegation;

import org.jspecify.annotations.NullMarked;
