/**
 * Pages that move a convention from one status to the next: confirmation of every action, deposit and date of the signed
 * document. Uses convention, document and notification; decides nothing itself.
 */
package fr.gouv.apilos.convention.instruction;
