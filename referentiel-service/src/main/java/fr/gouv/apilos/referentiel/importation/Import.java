package fr.gouv.apilos.referentiel.importation;

import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.Ligne;
import java.util.List;
import java.util.Map;

/** One kind of thing that can be imported: its sheet, its rules, its writing. */
public interface Import {

    /** Name in addresses, stable. */
    String code();

    /** Name on screen, plural, for instance {@code bailleurs}. */
    String titre();

    /** The sheet and its columns. */
    Feuille feuille();

    /** What tells two rows of one file apart; empty when it cannot be said. */
    String cle(Ligne ligne);

    /** The rows as they stand today, for a pre-filled model; may be empty where there are too many. */
    List<Map<String, Object>> existants();

    /** What each row would do, in few statements whatever their number. Rows already faulty are not given. */
    List<Examen> examiner(List<Ligne> lignes);

    /** Writes one row, in the transaction of its batch. */
    void appliquer(Ligne ligne);

    /** What a row does. */
    enum Effet {
        CREATION("À créer"),
        MODIFICATION("À modifier"),
        AUCUN("Sans changement");

        private final String libelle;

        Effet(String libelle) {
            this.libelle = libelle;
        }

        /** As shown. */
        public String libelle() {
            return libelle;
        }
    }

    /**
     * What was found of a row.
     *
     * @param designation what the row is about, for people
     * @param refus by field, why the row cannot be taken; empty when it can
     */
    record Examen(Effet effet, String designation, Map<String, String> refus) {}
}
