/**
 * Documents of a convention: asks document-worker for them, follows their production, serves the files to those who may
 * see the convention. Uses convention, programme, reference.
 */
package fr.gouv.apilos.convention.document;
