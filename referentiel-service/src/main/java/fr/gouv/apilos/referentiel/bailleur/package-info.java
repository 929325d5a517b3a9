/** Bailleurs: their state, their versions, what the other services are told. Uses nothing but the platform. */
@NullMarked
package fr.gouv.apilos.referentiel.bailleur;

import org.jspecify.annotations.NullMarked;
