/**
 * « Mon profil »: what one reads and chooses of one's own account (04 §12.3). Uses utilisateur, local,
 * historique and referentiel.
 */
@NullMarked
package fr.gouv.apilos.habilitation.profil;

import org.jspecify.annotations.NullMarked;
