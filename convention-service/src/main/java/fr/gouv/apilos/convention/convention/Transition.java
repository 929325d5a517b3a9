package fr.gouv.apilos.convention.convention;

import static fr.gouv.apilos.convention.convention.Transition.Cote.BAILLEUR;
import static fr.gouv.apilos.convention.convention.Transition.Cote.CHACUN;
import static fr.gouv.apilos.convention.convention.Transition.Cote.INSTRUCTEUR;
import static fr.gouv.apilos.convention.enumeration.Statut.ANNULEE;
import static fr.gouv.apilos.convention.enumeration.Statut.A_SIGNER;
import static fr.gouv.apilos.convention.enumeration.Statut.CORRECTION;
import static fr.gouv.apilos.convention.enumeration.Statut.DENONCEE;
import static fr.gouv.apilos.convention.enumeration.Statut.INSTRUCTION;
import static fr.gouv.apilos.convention.enumeration.Statut.PROJET;
import static fr.gouv.apilos.convention.enumeration.Statut.PUBLICATION_EN_COURS;
import static fr.gouv.apilos.convention.enumeration.Statut.PUBLIE;
import static fr.gouv.apilos.convention.enumeration.Statut.RESILIEE;
import static fr.gouv.apilos.convention.enumeration.Statut.SIGNEE;

import fr.gouv.apilos.convention.enumeration.Statut;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arrows of the life of a convention, one row each (01 §5.2): from, to, who, with which permission, under which
 * conditions. The server enforces this table, screens ask it what to offer, the diagram in the docs is printed from it.
 */
public enum Transition {
    SOUMETTRE(
            "soumettre",
            "Soumettre au service instructeur",
            EnumSet.of(PROJET),
            INSTRUCTION,
            BAILLEUR,
            "convention.change_convention",
            Condition.OPERATION_CONNUE,
            Condition.COMPLETE),
    DEMANDER_CORRECTION(
            "demander-corrections",
            "Demander des corrections au bailleur",
            EnumSet.of(PROJET, INSTRUCTION),
            CORRECTION,
            INSTRUCTEUR,
            "convention.change_convention",
            Condition.CREEE_PAR_INSTRUCTEUR_SI_PROJET),
    NOTIFIER_BAILLEUR(
            "notifier-bailleur",
            "Écrire au bailleur",
            EnumSet.of(CORRECTION),
            CORRECTION,
            INSTRUCTEUR,
            "convention.change_convention"),
    RENVOYER(
            "renvoyer",
            "Renvoyer à l’instruction",
            EnumSet.of(CORRECTION),
            INSTRUCTION,
            BAILLEUR,
            "convention.change_convention",
            Condition.COMPLETE),
    NOTIFIER_INSTRUCTEUR(
            "notifier-instructeur",
            "Écrire au service instructeur",
            EnumSet.of(INSTRUCTION),
            INSTRUCTION,
            BAILLEUR,
            "convention.change_convention"),
    VALIDER(
            "valider",
            "Valider la convention",
            EnumSet.of(PROJET, INSTRUCTION, CORRECTION),
            A_SIGNER,
            INSTRUCTEUR,
            "convention.validate_convention",
            Condition.ACTE_A_NUMEROTER,
            Condition.CREEE_PAR_INSTRUCTEUR_SI_PROJET,
            Condition.TYPE_CHOISI,
            Condition.PARENT_COMPLET,
            Condition.COMPLETE),
    SIGNER(
            "signer",
            "Déposer la convention signée",
            EnumSet.of(A_SIGNER),
            SIGNEE,
            CHACUN,
            "convention.change_convention",
            Condition.FICHIER_SIGNE),
    REVENIR_EN_INSTRUCTION(
            "revenir-en-instruction",
            "Revenir en instruction",
            EnumSet.of(A_SIGNER, SIGNEE),
            INSTRUCTION,
            INSTRUCTEUR,
            "convention.change_convention"),
    ENVOYER_PUBLICATION(
            "envoyer-publication",
            "Envoyer pour publication",
            EnumSet.of(SIGNEE),
            PUBLICATION_EN_COURS,
            INSTRUCTEUR,
            "convention.change_convention",
            Condition.PUBLIABLE),
    REVENIR_A_SIGNEE(
            "annuler-publication",
            "Annuler la publication",
            EnumSet.of(PUBLICATION_EN_COURS),
            SIGNEE,
            INSTRUCTEUR,
            "convention.change_convention",
            Condition.PUBLIABLE),
    PUBLIER(
            "publier",
            "Déclarer la publication",
            EnumSet.of(PUBLICATION_EN_COURS),
            PUBLIE,
            INSTRUCTEUR,
            "convention.change_convention",
            Condition.PUBLIABLE,
            Condition.FICHIER_PUBLIE),
    REVENIR_EN_PUBLICATION(
            "revenir-en-publication",
            "Revenir en publication",
            EnumSet.of(PUBLIE),
            PUBLICATION_EN_COURS,
            INSTRUCTEUR,
            "convention.change_convention"),
    DENONCER(
            "denoncer",
            "Dénoncer la convention",
            EnumSet.of(PROJET, INSTRUCTION, CORRECTION),
            DENONCEE,
            INSTRUCTEUR,
            "convention.validate_convention",
            Condition.AVENANT_DE_DENONCIATION,
            Condition.CREEE_PAR_INSTRUCTEUR_SI_PROJET,
            Condition.COMPLETE),
    RESILIER(
            "resilier",
            "Résilier la convention",
            EnumSet.of(PROJET, INSTRUCTION, CORRECTION),
            RESILIEE,
            INSTRUCTEUR,
            "convention.validate_convention",
            Condition.AVENANT_DE_RESILIATION,
            Condition.CREEE_PAR_INSTRUCTEUR_SI_PROJET,
            Condition.ACTE_DU_BAILLEUR,
            Condition.COMPLETE),
    RETABLIR(
            "retablir",
            "Rétablir la convention",
            EnumSet.of(DENONCEE, RESILIEE),
            INSTRUCTION,
            INSTRUCTEUR,
            "convention.validate_convention",
            Condition.AVENANT_DE_FIN,
            Condition.FIN_FAITE_ICI),
    ANNULER(
            "annuler",
            "Annuler la convention",
            EnumSet.of(PROJET, INSTRUCTION, CORRECTION, A_SIGNER),
            ANNULEE,
            CHACUN,
            "convention.change_convention"),
    REACTIVER(
            "reactiver",
            "Réactiver la convention",
            EnumSet.of(ANNULEE),
            PROJET,
            CHACUN,
            "convention.change_convention",
            Condition.FAMILLE_SANS_AVENANT_EN_COURS);

    /** On which side of the table the actor must sit. */
    public enum Cote {
        BAILLEUR("le bailleur"),
        INSTRUCTEUR("le service instructeur"),
        CHACUN("le bailleur ou le service instructeur");

        private final String libelle;

        Cote(String libelle) {
            this.libelle = libelle;
        }

        /** Whether an actor sits there. */
        public boolean admet(Acteur acteur) {
            return switch (this) {
                case BAILLEUR -> acteur.bailleur();
                case INSTRUCTEUR -> acteur.instructeur();
                case CHACUN -> acteur.bailleur() || acteur.instructeur();
            };
        }
    }

    private final String chemin;
    private final String libelle;
    private final Set<Statut> depuis;
    private final Statut vers;
    private final Cote cote;
    private final String permission;
    private final List<Condition> conditions;

    Transition(
            String chemin,
            String libelle,
            Set<Statut> depuis,
            Statut vers,
            Cote cote,
            String permission,
            Condition... conditions) {
        this.chemin = chemin;
        this.libelle = libelle;
        this.depuis = depuis;
        this.vers = vers;
        this.cote = cote;
        this.permission = permission;
        this.conditions = List.of(conditions);
    }

    /** The transition a path names. */
    public static Optional<Transition> deChemin(String chemin) {
        return Arrays.stream(values()).filter(t -> t.chemin.equals(chemin)).findFirst();
    }

    /**
     * Why this transition is not open, in French; empty when it is.
     *
     * @param faits what the conditions need to know
     */
    public List<String> refus(Statut statut, Acteur acteur, FaitsDeTransition faits) {
        if (!depuis.contains(statut)) {
            return List.of("Cette action n’est pas possible pour une convention « "
                    + statut.libelle(acteur.instructeur()) + " ».");
        }
        if (acteur.lectureSeule()) {
            return List.of("Votre habilitation est en consultation seule.");
        }
        if (!cote.admet(acteur)) {
            return List.of("Cette action revient à " + cote.libelle + ".");
        }
        return conditions.stream()
                .flatMap(condition -> condition.refus(statut, faits).stream())
                .toList();
    }

    /**
     * Whether screens mention it: the status and the side fit, and it has a meaning for this kind of act, whatever the other
     * conditions say.
     */
    public boolean concerne(Statut statut, Acteur acteur, FaitsDeTransition faits) {
        return depuis.contains(statut)
                && !acteur.lectureSeule()
                && cote.admet(acteur)
                && conditions.stream()
                        .filter(Condition::deNature)
                        .allMatch(condition -> condition.refus(statut, faits).isEmpty());
    }

    /** Last segment of its page. */
    public String chemin() {
        return chemin;
    }

    /** What its button says. */
    public String libelle() {
        return libelle;
    }

    public Set<Statut> depuis() {
        return depuis;
    }

    public Statut vers() {
        return vers;
    }

    public Cote cote() {
        return cote;
    }

    public String permission() {
        return permission;
    }

    public List<Condition> conditions() {
        return conditions;
    }
}
