/**
 * Spreadsheets, independent of any screen: one declaration per sheet, a guarded streaming reader that reports every fault of a
 * file at once, and a writer of pre-filled models. Knows nothing of conventions, pages or the database.
 */
@NullMarked
package fr.gouv.apilos.platform.tableur;

import org.jspecify.annotations.NullMarked;
