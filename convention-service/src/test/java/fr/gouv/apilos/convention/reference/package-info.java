/** Tests of the local copies: kept by messages, rebuilt by REST. */
package fr.gouv.apilos.convention.reference;
