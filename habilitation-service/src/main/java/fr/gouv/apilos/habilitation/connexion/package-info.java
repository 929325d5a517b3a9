/**
 * Sign-in and tokens for the gateway: ties users, SIAP, roles and tokens together.
 */
package fr.gouv.apilos.habilitation.connexion;
