/**
 * The récapitulatif: everything a convention says, what is missing, what may be done next, and its history. Uses convention,
 * programme, reference, commentaire and enumeration; changes nothing.
 */
package fr.gouv.apilos.convention.recapitulatif;
