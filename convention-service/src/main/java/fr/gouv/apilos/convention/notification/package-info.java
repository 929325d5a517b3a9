/**
 * Mails about the life of a convention: who is told, in which words; asks document-worker to send them. Uses convention,
 * document, fichier and programme.
 */
package fr.gouv.apilos.convention.notification;
