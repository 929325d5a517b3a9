/**
 * Comments on screen: the thread under each field, writing and closing. Uses convention; pages of other modules ask it for
 * their threads.
 */
package fr.gouv.apilos.convention.commentaire;
