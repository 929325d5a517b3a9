package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.platform.error.ErreurMetier;
import org.jspecify.annotations.Nullable;

/**
 * Which Word model a convention takes: the decision table of 06 A2, first match wins.
 *
 * @param avenant it has a parent
 * @param secondeVie its programme is a seconde vie and it says of which conventions
 * @param foyer its programme is a foyer
 * @param residence its programme is a résidence sociale (not a résidence universitaire, which is ordinary here)
 * @param hlm its bailleur is an HLM organisation
 * @param sem its bailleur is a semi-public company
 * @param type type I or II, of other bailleurs
 * @param sousNature what the bailleur is, for whoever must choose a type
 */
record ChoixDuModele(
        boolean avenant,
        boolean secondeVie,
        boolean foyer,
        boolean residence,
        boolean hlm,
        boolean sem,
        @Nullable Type1et2 type,
        @Nullable String sousNature) {

    /** @param origines how many conventions it gives a seconde vie to */
    static ChoixDuModele de(Convention convention, Programme programme, Bailleur bailleur, int origines) {
        return new ChoixDuModele(
                convention.estAvenant(),
                programme.secondeVie() && origines > 0,
                programme.estFoyer(),
                programme.estResidence(),
                bailleur.estHlm(),
                bailleur.estSem(),
                convention.type1et2(),
                bailleur.sousNatureBailleur());
    }

    /**
     * The code of the model, as document-worker knows it.
     *
     * @throws ErreurMetier 409 when a type must be chosen first (T11)
     */
    String code() {
        if (avenant) {
            return foyer || residence ? "AVENANT_FOYER_RESIDENCE" : "AVENANT";
        }
        if (secondeVie) {
            return foyer ? "SECONDE_VIE_FOYER" : "SECONDE_VIE";
        }
        if (foyer) {
            return "FOYER";
        }
        if (residence) {
            return "RESIDENCE";
        }
        if (hlm) {
            return "HLM";
        }
        if (sem) {
            return "SEM";
        }
        return switch (type) {
            case Type1 -> "TYPE1";
            case Type2 -> "TYPE2";
            case null ->
                throw ErreurMetier.conflit(
                        "Choisissez le type de la convention (type I ou type II) : il détermine le texte"
                                + " du document d’un bailleur ni HLM ni SEM"
                                + (sousNature == null || sousNature.isBlank() ? "." : " (" + sousNature + ")."));
        };
    }
}
