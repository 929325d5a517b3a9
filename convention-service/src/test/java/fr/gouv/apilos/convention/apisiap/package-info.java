/** Tests of the API SIAP calls. */
package fr.gouv.apilos.convention.apisiap;
