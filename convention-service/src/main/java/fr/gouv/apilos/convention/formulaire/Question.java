package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.platform.web.Champ;
import java.util.UUID;

/**
 * One question of a step.
 *
 * @param champ how it is drawn, with the stored value
 * @param objet with {@code cle} and {@code uuid}, what a comment on it names
 */
record Question(Champ champ, String objet, String cle, UUID uuid) {}
