/** Tests of one's own account. */
package fr.gouv.apilos.habilitation.profil;
