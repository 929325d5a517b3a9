/** Tests of what operators run. */
package fr.gouv.apilos.habilitation.maintenance;
