/**
 * The list of conventions: one projection row per convention, kept in step, filtered by the reader's perimeter. Uses
 * convention, programme, reference and enumeration.
 */
package fr.gouv.apilos.convention.recherche;
