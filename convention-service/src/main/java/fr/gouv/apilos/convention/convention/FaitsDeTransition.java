package fr.gouv.apilos.convention.convention;

import java.util.List;

/** What the conditions of transitions need to know of a convention and of its surroundings. */
public record FaitsDeTransition(
        boolean avenant,
        boolean operationConnue,
        boolean creeeParInstructeur,
        boolean typeManquant,
        boolean fichierSigne,
        boolean publiable,
        boolean denonciation,
        boolean resiliation,
        boolean autreAvenantEnCours,
        List<Manque> manques) {

    /**
     * One datum the next transition asks for.
     *
     * @param etape the step where it is entered
     * @param champ name of the field, to link to it
     * @param libelle French name of the field
     */
    public record Manque(Rubrique etape, String champ, String libelle) {}

    /** The parts of a convention where data may be missing. */
    public enum Rubrique {
        BAILLEUR("Bailleur", "bailleur"),
        OPERATION("Opération", "programme"),
        FINANCEMENT("Financement", "financement"),
        LOGEMENTS("Logements", "logements");

        private final String libelle;
        private final String chemin;

        Rubrique(String libelle, String chemin) {
            this.libelle = libelle;
            this.chemin = chemin;
        }

        public String libelle() {
            return libelle;
        }

        /** First segment of the path of its page, below {@code /conventions/}. */
        public String chemin() {
            return chemin;
        }
    }
}
