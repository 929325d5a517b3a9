/**
 * Mechanism shared by every service, without a domain word: start-up, security, errors, messages, storage, pages.
 */
@NullMarked
package fr.gouv.apilos.platform;

import org.jspecify.annotations.NullMarked;
