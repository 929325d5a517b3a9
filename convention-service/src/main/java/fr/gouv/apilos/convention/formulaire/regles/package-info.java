/**
 * Rules of the form steps as pure functions of records: order of the steps, prêts and end date, logements and rents. Knows
 * nothing of pages, persistence or rights. Source: 02 §3, §8.1, §8.2, §8.5, §8.6.
 */
@NullMarked
package fr.gouv.apilos.convention.formulaire.regles;

import org.jspecify.annotations.NullMarked;
