/**
 * The steps of the form: one page per step, tables of rows typed in the page or imported from a spreadsheet with the same
 * rules, locks and stale pages settled on the server. Uses convention, programme, reference, commentaire, fichier and its own
 * rules.
 */
package fr.gouv.apilos.convention.formulaire;
