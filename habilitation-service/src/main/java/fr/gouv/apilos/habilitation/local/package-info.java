/**
 * Local accounts of stand-alone installations: passwords, lock-out, reset by mail; refused unless the configuration asks for
 * them (04 R64 to R67, D17). Uses utilisateur and historique through the database alone.
 */
package fr.gouv.apilos.habilitation.local;
