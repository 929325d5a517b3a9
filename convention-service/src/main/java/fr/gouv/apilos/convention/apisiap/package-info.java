/**
 * The API SIAP calls, exactly as its contract says (05 §3 to §6): an adapter over what pages use, with their rights and their
 * perimeter. Uses operation, convention, programme, recherche, reference and enumeration.
 */
package fr.gouv.apilos.convention.apisiap;
