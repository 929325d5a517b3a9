/**
 * Maintenance commands: one jar is a server without arguments and a command with one; those of operators are also asked for at
 * {@code /admin/commandes} and each of their runs is kept. Uses environment, error and security.
 */
@NullMarked
package fr.gouv.apilos.platform.command;

import org.jspecify.annotations.NullMarked;
