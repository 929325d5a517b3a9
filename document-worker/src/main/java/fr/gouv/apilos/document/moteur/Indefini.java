package fr.gouv.apilos.document.moteur;

/** The value of a name the context does not have: prints nothing, is false, and refuses attributes and calls. */
record Indefini(String nom) {}
