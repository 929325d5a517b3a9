/** A mailbox that takes every mail sent to it and shows it to people and to tests. */
package fr.gouv.apilos.simulators.courrier;
