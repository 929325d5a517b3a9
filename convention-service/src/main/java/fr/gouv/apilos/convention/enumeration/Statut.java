package fr.gouv.apilos.convention.enumeration;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Status of a convention or avenant (01 §2.1). The name of the constant is the code that is stored and travels; labels
 * depend on the reader.
 */
public enum Statut {
    PROJET("1. Projet", "En projet", "En projet", "blue-ecume", "fr-icon-edit-line"),
    INSTRUCTION("2. Instruction requise", "En instruction", "À instruire", "yellow-tournesol", "fr-icon-eye-line"),
    CORRECTION(
            "3. Corrections requises",
            "À corriger",
            "En correction",
            "orange-terre-battue",
            "fr-icon-question-answer-line"),
    A_SIGNER("4. A signer", "À signer", "À signer", "purple-glycine", "fr-icon-ball-pen-line"),
    SIGNEE("5. Signée", "Finalisée", "Finalisée", "green-menthe", "fr-icon-checkbox-circle-line"),
    PUBLICATION_EN_COURS(
            "5. Publication en cours",
            "Publication en cours",
            "Publication en cours",
            "green-archipel",
            "fr-icon-time-line"),
    PUBLIE("7. Publié", "Publiée", "Publiée", "green-emeraude", "fr-icon-government-line"),
    RESILIEE("6. Résiliée", "Résiliée", "Résiliée", "brown-opera", "fr-icon-close-circle-line"),
    DENONCEE("7. Dénoncée", "Dénoncée", "Dénoncée", "pink-macaron", "fr-icon-arrow-go-back-line"),
    ANNULEE("8. Annulée en suivi", "Annulée", "Annulée", "", "fr-icon-delete-bin-line");

    /** Statuses in which an act is in force (01 R23). */
    public static final Set<Statut> FINALISES = EnumSet.of(SIGNEE, PUBLICATION_EN_COURS, PUBLIE);

    /** Statuses in which an act is being prepared (01 R24). */
    public static final Set<Statut> EN_COURS = EnumSet.of(PROJET, INSTRUCTION, CORRECTION);

    /** Statuses of an avenant that makes its bailleur the one in force (01 R43). */
    public static final Set<Statut> BAILLEUR_EFFECTIF =
            EnumSet.of(CORRECTION, A_SIGNER, SIGNEE, PUBLICATION_EN_COURS, PUBLIE);

    /** Statuses at which the family allowance office may be told of a convention (01 R177, R186, R204). */
    public static final Set<Statut> AVEC_FICHE_CAF =
            EnumSet.of(A_SIGNER, SIGNEE, PUBLICATION_EN_COURS, PUBLIE, RESILIEE, DENONCEE);

    private final String valeurHistorique;
    private final String libelleBailleur;
    private final String libelleInstructeur;
    private final String couleur;
    private final String icone;

    Statut(String valeurHistorique, String libelleBailleur, String libelleInstructeur, String couleur, String icone) {
        this.valeurHistorique = valeurHistorique;
        this.libelleBailleur = libelleBailleur;
        this.libelleInstructeur = libelleInstructeur;
        this.couleur = couleur;
        this.icone = icone;
    }

    /** The value of the field for this status, as data sets carry it; nothing for an unknown one (01 R26). */
    public static Optional<Statut> deValeurHistorique(String valeur) {
        return Arrays.stream(values())
                .filter(statut -> statut.valeurHistorique.equals(valeur))
                .findFirst();
    }

    /** As data sets of the field carry it. */
    public String valeurHistorique() {
        return valeurHistorique;
    }

    /** What a reader sees: instructeurs and bailleurs do not wait for the same thing. */
    public String libelle(boolean instructeur) {
        return instructeur ? libelleInstructeur : libelleBailleur;
    }

    /** Whether the sheet of the family allowance office may be written. */
    public boolean avecFicheCaf() {
        return AVEC_FICHE_CAF.contains(this);
    }

    /** End of the class of the badge, empty for the grey one. */
    public String couleur() {
        return couleur;
    }

    /** Class of the icon. */
    public String icone() {
        return icone;
    }
}
