/** Who acts for an entity, as habilitation-service tells the reader: a tab of its sheet, never needed for the rest. */
@NullMarked
package fr.gouv.apilos.referentiel.personne;

import org.jspecify.annotations.NullMarked;
