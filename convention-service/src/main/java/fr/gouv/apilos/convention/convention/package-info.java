/**
 * The aggregate convention: lots and rows, state machine, rights, numbering, comments, history. Uses enumeration and
 * programme; knows nothing of pages, documents or mails.
 */
package fr.gouv.apilos.convention.convention;
