/**
 * SIAP habilitations: the client, and the table that turns a habilitation into a role (04 §5). Uses role.
 */
@NullMarked
package fr.gouv.apilos.habilitation.siap;

import org.jspecify.annotations.NullMarked;
