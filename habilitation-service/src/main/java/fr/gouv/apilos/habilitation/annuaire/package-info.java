/**
 * The accounts as people see them: list, sheet, export, each within the reader's perimeter (04 §6.7, §12.4), and who may
 * change one. Reads accounts, roles, history and the replica of bailleurs and administrations; changes nothing.
 */
@NullMarked
package fr.gouv.apilos.habilitation.annuaire;

import org.jspecify.annotations.NullMarked;
