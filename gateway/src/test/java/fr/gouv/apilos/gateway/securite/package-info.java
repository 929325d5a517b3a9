/** Tests of the protections of the door, one by one. */
@NullMarked
package fr.gouv.apilos.gateway.securite;

import org.jspecify.annotations.NullMarked;
