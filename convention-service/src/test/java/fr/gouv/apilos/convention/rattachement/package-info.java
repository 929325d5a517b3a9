/** Tests of what a convention hangs on. */
package fr.gouv.apilos.convention.rattachement;
