/** What several modules of the référentiel share: reading typed values, sorted lists, who may edit. No table of its own. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package fr.gouv.apilos.referentiel.commun;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
