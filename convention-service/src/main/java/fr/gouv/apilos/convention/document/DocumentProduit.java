package fr.gouv.apilos.convention.document;

import java.util.UUID;

/** Inside the service: the files of a production are in the store. */
public record DocumentProduit(UUID convention, UUID tache, Documents.Motif motif) {}
