/**
 * Business errors and their one translation: RFC 9457 problems for programs, a French page for browsers. Uses
 * correlation.
 */
@NullMarked
package fr.gouv.apilos.platform.error;

import org.jspecify.annotations.NullMarked;
