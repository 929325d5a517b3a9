/** The whole system, started as a user starts it and driven through a browser. */
package fr.gouv.apilos.endtoend;
