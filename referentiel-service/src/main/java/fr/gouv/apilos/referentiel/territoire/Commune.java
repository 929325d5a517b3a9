package fr.gouv.apilos.referentiel.territoire;

/**
 * A commune under one of its postal codes.
 *
 * @param codeInsee five characters
 * @param departement INSEE code of its département
 */
public record Commune(String codeInsee, String codePostal, String nom, String departement) {}
