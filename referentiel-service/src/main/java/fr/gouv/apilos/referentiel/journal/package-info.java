/**
 * Every change of the référentiel in the order of commits: the history people read, and what a consumer that was away asks
 * for. Uses nothing but the platform.
 */
@NullMarked
package fr.gouv.apilos.referentiel.journal;

import org.jspecify.annotations.NullMarked;
