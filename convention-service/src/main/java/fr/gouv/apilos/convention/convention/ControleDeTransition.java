package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.convention.FaitsDeTransition.Manque;
import fr.gouv.apilos.convention.programme.Programme;
import java.util.List;

/** What another module has against a convention that is to be submitted or validated. Read in the caller's transaction. */
public interface ControleDeTransition {

    /** What is to be completed or corrected; empty when all is well. */
    List<Manque> manques(Convention convention, Programme programme);
}
