/** What several modules of the référentiel share: mistyped words, versions of the API, how long tasks go. No table of its own. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package fr.gouv.apilos.referentiel.commun;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
