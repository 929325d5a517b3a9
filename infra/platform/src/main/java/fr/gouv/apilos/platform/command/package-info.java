/**
 * Maintenance commands: one jar is a server without arguments and a command with one; those of operators are also asked for at
 * {@code /admin/commandes} and each of their runs is kept. {@code clear_all_data} asks each service for its part at one address. Uses environment, error and security.
 */
@NullMarked
package fr.gouv.apilos.platform.command;

import org.jspecify.annotations.NullMarked;
