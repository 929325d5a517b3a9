/**
 * The building: programme, cadastral references, EDD rows. Uses enumeration.
 */
package fr.gouv.apilos.convention.programme;
