/**
 * What this service takes over from an installation that runs the original (01 §1, 03 A, 06 D): where each table and column
 * goes, and the totals that prove it. Uses convention, enumeration, fichier and programme; writes tables by itself because old data
 * holds states no screen could make.
 */
@NullMarked
package fr.gouv.apilos.convention.reprise;

import org.jspecify.annotations.NullMarked;
