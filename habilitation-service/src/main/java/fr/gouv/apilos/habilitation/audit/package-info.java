/**
 * The audit of the support team: every change of an account or a role, whoever made it (04 R8, ux P14). Reads history and names.
 */
@NullMarked
package fr.gouv.apilos.habilitation.audit;

import org.jspecify.annotations.NullMarked;
