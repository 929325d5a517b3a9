/** The door for programs of SIAP: the tokens they show, the addresses they are told. Uses session. */
@NullMarked
package fr.gouv.apilos.gateway.siap;

import org.jspecify.annotations.NullMarked;
