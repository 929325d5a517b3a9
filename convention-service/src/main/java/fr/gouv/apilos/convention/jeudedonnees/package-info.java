/**
 * Loads the conventions of a data set in the dump format, and the work of each deployment. Uses convention, programme,
 * reference and enumeration; writes tables by itself because a data set brings states no screen could make.
 */
package fr.gouv.apilos.convention.jeudedonnees;
