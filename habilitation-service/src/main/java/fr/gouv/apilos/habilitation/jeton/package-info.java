/**
 * The internal token: signing keys, their rotation and publication, and who may ask for a token. Uses no other module.
 */
@NullMarked
package fr.gouv.apilos.habilitation.jeton;

import org.jspecify.annotations.NullMarked;
