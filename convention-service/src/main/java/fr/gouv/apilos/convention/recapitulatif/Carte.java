package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.FilDeCommentaires;
import java.util.List;

/**
 * One part of the récapitulatif.
 *
 * @param id anchor
 * @param lien page of its step
 * @param modifiable whether the reader may change something there now
 * @param manques what the next transition asks for
 * @param ouverts comments still to be treated
 */
record Carte(
        String id,
        String titre,
        String lien,
        boolean modifiable,
        List<Definition> lignes,
        List<String> manques,
        long ouverts,
        List<FilDeCommentaires> fils) {

    /** Its state in words: never by colour alone. */
    public String etat() {
        if (ouverts > 0) {
            return "À corriger (" + ouverts + ")";
        }
        return manques.isEmpty() ? "Complet" : "À compléter (" + manques.size() + ")";
    }
}
