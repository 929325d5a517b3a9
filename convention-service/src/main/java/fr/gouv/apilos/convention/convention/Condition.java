package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Statut;
import java.util.List;

/** What must be true beside status and side for a transition to open (01 §5.2, §18). Each says why it refuses. */
public enum Condition {
    /** T1: without its number SIAP cannot be told; an avenant inherits it (01 R65). */
    OPERATION_CONNUE {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.operationConnue() || faits.avenant()
                    ? List.of()
                    : List.of("Indiquez le numéro de l’opération avant de soumettre la convention.");
        }
    },
    /** What the document cannot do without (ADR 0006). */
    COMPLETE {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.manques().stream()
                    .map(manque -> manque.etape().libelle() + " : " + manque.libelle() + " à compléter.")
                    .toList();
        }
    },
    /** T2c, T4 and R64: a project is the bailleur's own business unless an instructeur made it. */
    CREEE_PAR_INSTRUCTEUR_SI_PROJET {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return statut != Statut.PROJET || faits.creeeParInstructeur()
                    ? List.of()
                    : List.of("Attendez que le bailleur soumette la convention.");
        }
    },
    /** 01 R78. */
    TYPE_CHOISI {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.typeManquant()
                    ? List.of("Choisissez le type de la convention (type I ou type II) avant de la valider.")
                    : List.of();
        }
    },
    /** T5. */
    FICHIER_SIGNE {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.fichierSigne() ? List.of() : List.of("Déposez d’abord le document signé (PDF).");
        }
    },
    /** 01 R32. */
    PUBLIABLE {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.publiable()
                    ? List.of()
                    : List.of("Cette convention n’est pas publiée par la plateforme au service de publicité foncière.");
        }
    },
    /** T11. */
    AVENANT_DE_DENONCIATION {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.denonciation()
                    ? List.of()
                    : List.of("La dénonciation se fait par un avenant de dénonciation.");
        }
    },
    /** T12. */
    AVENANT_DE_RESILIATION {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.resiliation() ? List.of() : List.of("La résiliation se fait par un avenant de résiliation.");
        }
    },
    /** T14. */
    FAMILLE_SANS_AVENANT_EN_COURS {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.avenant() && faits.autreAvenantEnCours()
                    ? List.of("Un autre avenant de cette convention est en cours.")
                    : List.of();
        }
    };

    abstract List<String> refus(Statut statut, FaitsDeTransition faits);
}
