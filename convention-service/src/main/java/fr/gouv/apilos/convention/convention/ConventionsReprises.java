package fr.gouv.apilos.convention.convention;

/** Inside the service: conventions were taken over in number; the search projection takes those it does not know. */
public record ConventionsReprises() {}
