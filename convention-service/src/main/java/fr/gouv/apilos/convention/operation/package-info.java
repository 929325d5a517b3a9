/**
 * Opérations: what SIAP says of one, which of its conventions exist, the creation of those that do not. Uses siap, programme,
 * convention, reference and enumeration.
 */
package fr.gouv.apilos.convention.operation;
