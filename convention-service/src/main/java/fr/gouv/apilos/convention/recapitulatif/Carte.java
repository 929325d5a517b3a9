package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.FilDeCommentaires;
import fr.gouv.apilos.platform.web.Lien;
import java.util.List;

/**
 * One part of the récapitulatif.
 *
 * @param id anchor
 * @param lien page of its step
 * @param modifiable whether the reader may change something there now
 * @param manques what the next transition asks for
 * @param ouverts comments still to be treated
 * @param liens what else may be changed from there
 * @param concernee whether this act has anything to say there
 * @param facultative nothing is asked there
 */
record Carte(
        String id,
        String titre,
        String lien,
        boolean modifiable,
        List<Definition> lignes,
        List<String> manques,
        long ouverts,
        List<FilDeCommentaires> fils,
        List<Lien> liens,
        boolean concernee,
        boolean facultative) {

    /** Its state in words: never by colour alone. */
    public String etat() {
        if (ouverts > 0) {
            return "À corriger (" + ouverts + ")";
        }
        if (!manques.isEmpty()) {
            return "À compléter (" + manques.size() + ")";
        }
        if (!concernee) {
            return "Non concerné";
        }
        return facultative && lignes.stream().allMatch(ligne -> ligne.valeur() == null) ? "Facultatif" : "Complet";
    }

    /** Nothing is expected there any more. */
    public boolean faite() {
        return concernee && ouverts == 0 && manques.isEmpty();
    }

    /** Lines that are not what they were when the convention was submitted. */
    public long modifiees() {
        return lignes.stream().filter(ligne -> ligne.avant() != null).count();
    }
}
