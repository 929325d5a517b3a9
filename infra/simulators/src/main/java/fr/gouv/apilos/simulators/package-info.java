/** Stand-ins for Cerbere, SIAP and a mailbox: local runs and tests only, never deployed. */
package fr.gouv.apilos.simulators;
