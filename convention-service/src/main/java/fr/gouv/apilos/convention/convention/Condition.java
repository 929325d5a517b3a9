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
                    .map(FaitsDeTransition.Manque::phrase)
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
    /** T9 and 01 §18. */
    FICHIER_PUBLIE {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.fichierPublie() ? List.of() : List.of("Déposez d’abord le document publié (PDF).");
        }
    },
    /** An act that ends a convention has no number: it is not validated but pronounced (01 §5.5). */
    ACTE_A_NUMEROTER(true) {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.avecFin()
                    ? List.of("Cet avenant met fin à la convention : il se prononce, il ne se valide pas.")
                    : List.of();
        }
    },
    /** 01 §3 and §18: an avenant speaks of a convention whose essentials are known. */
    PARENT_COMPLET {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.parentIncomplet()
                    ? List.of("Complétez d’abord la convention d’origine : ville, nombre de logements, document signé.")
                    : List.of();
        }
    },
    /** 01 R162. */
    ACTE_DU_BAILLEUR {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.acteManquant()
                    ? List.of("Joignez l’acte de résiliation : la demande vient du bailleur.")
                    : List.of();
        }
    },
    /** 01 R32. */
    PUBLIABLE(true) {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.publiable()
                    ? List.of()
                    : List.of("Cette convention n’est pas publiée par la plateforme au service de publicité foncière.");
        }
    },
    /** T11. */
    AVENANT_DE_DENONCIATION(true) {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.denonciation()
                    ? List.of()
                    : List.of("La dénonciation se fait par un avenant de dénonciation.");
        }
    },
    /** T12. */
    AVENANT_DE_RESILIATION(true) {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.resiliation() ? List.of() : List.of("La résiliation se fait par un avenant de résiliation.");
        }
    },
    /** The undo of T11 and T12 starts from the avenant that made the end (01 D41). */
    AVENANT_DE_FIN(true) {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.avecFin() ? List.of() : List.of("La convention se rétablit depuis l’avenant qui y a mis fin.");
        }
    },
    /** Only an end whose history is here can be undone: it tells what each act was before. */
    FIN_FAITE_ICI {
        @Override
        List<String> refus(Statut statut, FaitsDeTransition faits) {
            return faits.finTracee()
                    ? List.of()
                    : List.of("L’historique de cette fin n’est pas connu : elle ne peut pas être annulée ici.");
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

    private final boolean deNature;

    Condition() {
        this(false);
    }

    Condition(boolean deNature) {
        this.deNature = deNature;
    }

    /** Whether it tells kinds of acts apart: screens do not mention an action that has no meaning for this kind. */
    boolean deNature() {
        return deNature;
    }

    abstract List<String> refus(Statut statut, FaitsDeTransition faits);
}
