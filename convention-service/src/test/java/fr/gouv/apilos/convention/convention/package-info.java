/** Tests of the aggregate. */
package fr.gouv.apilos.convention.convention;
