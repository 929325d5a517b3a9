/**
 * SIAP: its client, the table that turns a habilitation into a role (04 §5), its menu and its addresses (04 R72 to R76).
 * Uses role.
 */
@NullMarked
package fr.gouv.apilos.habilitation.siap;

import org.jspecify.annotations.NullMarked;
