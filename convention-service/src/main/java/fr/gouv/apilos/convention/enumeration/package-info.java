/**
 * The closed lists of the domain, with their labels; shared by every module of the service. Uses nothing.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package fr.gouv.apilos.convention.enumeration;

import org.springframework.modulith.ApplicationModule;
