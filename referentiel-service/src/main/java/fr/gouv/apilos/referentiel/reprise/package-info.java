/** What this service takes over from an installation that runs the original (03 B1, B2, A15). Uses bailleur. */
@NullMarked
package fr.gouv.apilos.referentiel.reprise;

import org.jspecify.annotations.NullMarked;
