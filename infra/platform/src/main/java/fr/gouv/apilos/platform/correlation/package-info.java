/**
 * One correlation identifier per request or message, in logs, answers and calls to the next service.
 */
@NullMarked
package fr.gouv.apilos.platform.correlation;

import org.jspecify.annotations.NullMarked;
