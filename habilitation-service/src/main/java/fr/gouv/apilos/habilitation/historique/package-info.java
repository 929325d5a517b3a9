/**
 * Who changed which user or role, when, before and after (04 R8). Uses no other module.
 */
package fr.gouv.apilos.habilitation.historique;
