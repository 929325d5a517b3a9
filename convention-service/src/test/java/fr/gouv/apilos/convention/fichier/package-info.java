/** Tests of files. */
package fr.gouv.apilos.convention.fichier;
