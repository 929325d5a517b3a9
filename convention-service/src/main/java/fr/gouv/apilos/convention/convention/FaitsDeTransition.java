package fr.gouv.apilos.convention.convention;

import java.util.List;

/** What the conditions of transitions need to know of a convention and of its surroundings. */
public record FaitsDeTransition(
        boolean avenant,
        boolean operationConnue,
        boolean creeeParInstructeur,
        boolean typeManquant,
        boolean fichierSigne,
        boolean fichierPublie,
        boolean publiable,
        boolean denonciation,
        boolean resiliation,
        boolean autreAvenantEnCours,
        boolean parentIncomplet,
        boolean acteManquant,
        boolean finTracee,
        List<Manque> manques) {

    /** An avenant that ends its convention. */
    public boolean avecFin() {
        return denonciation || resiliation;
    }

    /**
     * One datum the next transition asks for.
     *
     * @param etape the step where it is entered
     * @param champ name of the field, to link to it
     * @param libelle French name of the field
     * @param aCorriger something is there but wrong, rather than absent
     */
    public record Manque(Rubrique etape, String champ, String libelle, boolean aCorriger) {

        /** Something that is absent. */
        public Manque(Rubrique etape, String champ, String libelle) {
            this(etape, champ, libelle, false);
        }

        /** In a refusal. */
        public String phrase() {
            return etape.libelle() + " : " + libelle + (aCorriger ? " à corriger." : " à compléter.");
        }

        /** Beside the part of the convention it belongs to. */
        public String resume() {
            return (aCorriger ? "À corriger : " : "Manque : ") + libelle;
        }
    }

    /** The parts of a convention where data may be missing. */
    public enum Rubrique {
        BAILLEUR("Bailleur", "bailleur"),
        OPERATION("Opération", "programme"),
        CADASTRE("Cadastre", "cadastre"),
        EDD("États descriptifs de division", "edd"),
        FINANCEMENT("Financement", "financement"),
        LOGEMENTS("Logements", "logements"),
        COMMENTAIRES("Commentaires", "commentaires"),
        DENONCIATION("Dénonciation", "denonciation"),
        RESILIATION("Résiliation", "resiliation");

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
