/** Tests of this package. */
@org.jspecify.annotations.NullMarked
package fr.gouv.apilos.gateway.locale;
