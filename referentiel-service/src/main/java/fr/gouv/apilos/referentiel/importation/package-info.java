/**
 * Imports from a spreadsheet or a CSV file, the same way for everything: a dry run that says what each row would do, then a run
 * that can be interrupted, then a report of every row refused. Knows only the interface {@link Import}.
 */
@NullMarked
package fr.gouv.apilos.referentiel.importation;

import org.jspecify.annotations.NullMarked;
