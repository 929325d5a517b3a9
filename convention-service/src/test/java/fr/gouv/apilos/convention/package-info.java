/** What the tests of convention-service share. */
package fr.gouv.apilos.convention;
