/**
 * Operations that move programmes, owned by convention-service: mass reassignment to another administration (délégataires),
 * transfer of everything from one bailleur to another, merge of two bailleurs. A saga: each step is stored before the next one
 * begins, may be repeated, and goes on by itself after a stop (ADR 0008). Uses bailleur, administration and territoire.
 */
@NullMarked
package fr.gouv.apilos.referentiel.deplacement;

import org.jspecify.annotations.NullMarked;
