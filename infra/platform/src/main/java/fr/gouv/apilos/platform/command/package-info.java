/**
 * Maintenance commands: one jar is a server without arguments and a command with one. Uses environment.
 */
@NullMarked
package fr.gouv.apilos.platform.command;

import org.jspecify.annotations.NullMarked;
