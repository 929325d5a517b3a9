/**
 * Local copies of bailleurs and administrations, kept by the events of referentiel-service and rebuilt from its REST API.
 * Uses nothing of the other modules.
 */
@NullMarked
package fr.gouv.apilos.convention.reference;

import org.jspecify.annotations.NullMarked;
