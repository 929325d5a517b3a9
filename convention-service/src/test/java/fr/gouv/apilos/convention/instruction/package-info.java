/** Tests of the actions on conventions. */
package fr.gouv.apilos.convention.instruction;
