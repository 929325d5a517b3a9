package fr.gouv.apilos.platform.web;

/**
 * How far something is.
 *
 * @param valeur steps done
 * @param max steps in all, at least 1
 * @param libelle what is being done
 */
public record Progression(int valeur, int max, String libelle) {}
