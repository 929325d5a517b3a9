/**
 * What the State's directory of enterprises says of a number: a help for who reads or types, kept for a week, never on the way
 * of a save. Off without {@code ANNUAIRE_URL}. Uses nothing but the platform.
 */
@NullMarked
package fr.gouv.apilos.referentiel.annuaire;

import org.jspecify.annotations.NullMarked;
