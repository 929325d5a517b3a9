/** The demo accounts and their SIAP habilitations, read once from {@code simulateurs/comptes.json}. */
package fr.gouv.apilos.simulators.comptes;
