/**
 * What operators run: diagnosis of an administration, second accounts, rights of the support team, permissions as a file (04 §18).
 * Each is a command and an admin endpoint over one service. Uses annuaire, utilisateur and role.
 */
@NullMarked
package fr.gouv.apilos.habilitation.maintenance;

import org.jspecify.annotations.NullMarked;
