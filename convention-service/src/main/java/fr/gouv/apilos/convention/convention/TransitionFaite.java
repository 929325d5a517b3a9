package fr.gouv.apilos.convention.convention;

import java.util.UUID;

/** Inside the service: a transition was made, in the transaction that is still open. Documents and mails start here. */
public record TransitionFaite(
        UUID convention, Transition transition, Acteur acteur, String commentaire, boolean copie) {}
