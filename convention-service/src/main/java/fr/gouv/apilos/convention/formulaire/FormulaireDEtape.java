package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import java.util.List;
import java.util.Map;

/** What makes one step different from the others: its questions, and what its answers change. */
interface FormulaireDEtape {

    /** The step. */
    Etape etape();

    /** The questions with the stored answers, in order. */
    List<Question> questions(Dossier dossier);

    /** The fields of this step that take files, in order; one that bears the name of a question is shown under it. */
    default List<ChampFichier> fichiers(Dossier dossier) {
        return List.of();
    }

    /**
     * Checks all the answers, then applies them when nothing is wrong.
     *
     * @param saisie every question's answer as typed; those of closed questions are the stored ones
     * @return what is wrong, in the order of the questions; empty when the answers are applied
     */
    List<ErreurDeChamp> enregistrer(Dossier dossier, Map<String, String> saisie);

    /**
     * What looks odd without being wrong: the person may insist (02 R81, R107).
     *
     * @param saisie as for {@link #enregistrer}, once nothing is wrong with it
     */
    default List<String> aConfirmer(Dossier dossier, Map<String, String> saisie) {
        return List.of();
    }
}
