/** Tests of this module. */
package fr.gouv.apilos.habilitation.local;
