/**
 * Who is signed in: the session, the habilitation in force, the internal tokens it stands for and the menu of SIAP that goes
 * with it.
 */
@NullMarked
package fr.gouv.apilos.gateway.session;

import org.jspecify.annotations.NullMarked;
