package fr.gouv.apilos.document.moteur;

import java.util.Set;

/**
 * A document produced.
 *
 * @param docx the file
 * @param absents names the model asked for and the context did not have (printed as nothing)
 */
public record Rendu(byte[] docx, Set<String> absents) {}
