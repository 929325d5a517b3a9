/** What SIAP says of opérations: asked with care, read into our words, kept for the days it is away. Uses enumeration. */
package fr.gouv.apilos.convention.siap;
