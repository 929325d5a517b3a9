package fr.gouv.apilos.convention.formulaire.regles;

import static fr.gouv.apilos.convention.formulaire.regles.Etape.*;

import java.util.List;

/** The order of the steps for each kind of convention, as a table. Source: 02 R7, R9, R10. */
public enum Sequence {
    FOYER(
            BAILLEUR,
            OPERATION,
            CADASTRE,
            EDD,
            Etape.FINANCEMENT,
            LOGEMENTS_FOYER_RESIDENCE,
            COLLECTIF,
            ATTRIBUTION_FOYER,
            VARIANTES,
            COMMENTAIRES),
    RESIDENCE(
            BAILLEUR,
            OPERATION,
            CADASTRE,
            Etape.FINANCEMENT,
            LOGEMENTS_FOYER_RESIDENCE,
            COLLECTIF,
            ATTRIBUTION_RESIDENCE,
            VARIANTES,
            COMMENTAIRES),
    RESIDENCE_AVEC_EDD(
            BAILLEUR,
            OPERATION,
            CADASTRE,
            EDD,
            Etape.FINANCEMENT,
            LOGEMENTS_FOYER_RESIDENCE,
            COLLECTIF,
            ATTRIBUTION_RESIDENCE,
            VARIANTES,
            COMMENTAIRES),
    HLM_COURTE(BAILLEUR, OPERATION, CADASTRE, Etape.FINANCEMENT, LOGEMENTS, ANNEXES, STATIONNEMENTS, COMMENTAIRES),
    HLM(BAILLEUR, OPERATION, CADASTRE, EDD, Etape.FINANCEMENT, LOGEMENTS, ANNEXES, STATIONNEMENTS, COMMENTAIRES);

    private final List<Etape> etapes;

    Sequence(Etape... etapes) {
        this.etapes = List.of(etapes);
    }

    public List<Etape> etapes() {
        return etapes;
    }

    /** Resolution order for a convention. Source: 02 R7. */
    public static Sequence pour(Nature nature, boolean publication, boolean bailleurTypeUnEtDeux) {
        if (nature.foyer()) {
            return FOYER;
        }
        if (nature.residence()) {
            return publication ? RESIDENCE_AVEC_EDD : RESIDENCE;
        }
        return nature.ordinaire() && !publication && !bailleurTypeUnEtDeux ? HLM_COURTE : HLM;
    }

    /** Every card an avenant may show on its récapitulatif; not a chained wizard. Source: 02 R9. */
    public static List<Etape> cartesAvenant(Nature nature) {
        if (!nature.foyerOuResidence()) {
            return List.of(
                    BAILLEUR,
                    OPERATION,
                    CADASTRE,
                    EDD,
                    Etape.FINANCEMENT,
                    LOGEMENTS,
                    ANNEXES,
                    STATIONNEMENTS,
                    CHAMP_LIBRE,
                    COMMENTAIRES);
        }
        return List.of(
                BAILLEUR,
                OPERATION,
                CADASTRE,
                EDD,
                Etape.FINANCEMENT,
                LOGEMENTS_FOYER_RESIDENCE,
                COLLECTIF,
                nature.foyer() ? ATTRIBUTION_FOYER : ATTRIBUTION_RESIDENCE,
                VARIANTES,
                CHAMP_LIBRE,
                COMMENTAIRES);
    }

    /** The short wizard an avenant enters by one of its pages. Source: 02 R10. */
    public static List<Etape> avenant(Etape entree) {
        return switch (entree) {
            case LOGEMENTS, ANNEXES -> List.of(LOGEMENTS, ANNEXES);
            case LOGEMENTS_FOYER_RESIDENCE, COLLECTIF -> List.of(LOGEMENTS_FOYER_RESIDENCE, COLLECTIF);
            default -> List.of(entree);
        };
    }
}
