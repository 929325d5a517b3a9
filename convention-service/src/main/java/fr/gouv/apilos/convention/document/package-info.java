/**
 * Documents of a convention: asks document-worker for them, follows their production, serves the files to those who may
 * see the convention. Uses convention, fichier, programme, reference.
 */
package fr.gouv.apilos.convention.document;
