/** Tests of the command line. */
@NullMarked
package fr.gouv.apilos.platform.command;

import org.jspecify.annotations.NullMarked;
