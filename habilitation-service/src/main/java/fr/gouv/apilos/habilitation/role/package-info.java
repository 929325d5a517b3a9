/**
 * Groups and permissions as reference data, and the roles of users, from SIAP or stand-alone (04 §2.2, §3). Uses historique.
 */
package fr.gouv.apilos.habilitation.role;
