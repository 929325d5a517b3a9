/**
 * Where this process runs: environment name, production or not, and the variables every service understands.
 */
@NullMarked
package fr.gouv.apilos.platform.environment;

import org.jspecify.annotations.NullMarked;
