/**
 * The list of conventions: one projection row per convention, kept in step, filtered by the reader's perimeter; the same
 * rows as a workbook. Uses convention, programme, reference, enumeration and telechargement.
 */
package fr.gouv.apilos.convention.recherche;
