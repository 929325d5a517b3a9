/** Tests of this module. */
package fr.gouv.apilos.convention.telechargement;
