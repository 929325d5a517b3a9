/**
 * Takes over the data of an installation that runs the original: reads a dump into tables of text beside ours, judges each row
 * by our rules, writes those that pass and keeps the others aside. A service says what goes where ({@link
 * fr.gouv.apilos.platform.reprise.PlanDeReprise}); the rest is common.
 */
@NullMarked
package fr.gouv.apilos.platform.reprise;

import org.jspecify.annotations.NullMarked;
