/**
 * Bailleurs and administrations known here: a replica by events, and get-or-create by REST (05 §8.1, §8.2). Uses role, whose rows
 * follow merged bailleurs.
 */
package fr.gouv.apilos.habilitation.referentiel;
