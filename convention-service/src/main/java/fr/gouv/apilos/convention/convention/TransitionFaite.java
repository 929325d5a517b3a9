package fr.gouv.apilos.convention.convention;

import java.time.Instant;
import java.util.UUID;

/**
 * Inside the service: a transition was made, in the transaction that is still open. Documents start here; mails after the
 * commit.
 */
public record TransitionFaite(
        UUID convention, Transition transition, Acteur acteur, String commentaire, boolean copie, Instant survenuLe) {}
