/**
 * The antivirus: what it says of a file, its client, and the check of a file on the way of a request.
 */
@NullMarked
package fr.gouv.apilos.platform.antivirus;

import org.jspecify.annotations.NullMarked;
