/**
 * What a convention hangs on: the number of its opération, its bailleur, who instructs it, and the type of its act. One page
 * each, which says what the change brings before it is made. Uses convention, programme, reference and siap.
 */
package fr.gouv.apilos.convention.rattachement;
