/** Tests of opérations. */
package fr.gouv.apilos.convention.operation;
