package fr.gouv.apilos.document.modele;

import java.util.Arrays;
import java.util.Optional;

/** The models of the decision table (06 A2), by the code messages carry. */
public enum CodeDeModele {
    HLM("Convention — organisme HLM"),
    SEM("Convention — société d’économie mixte"),
    TYPE1("Convention — autre bailleur, type I"),
    TYPE2("Convention — autre bailleur, type II"),
    FOYER("Convention — logement-foyer"),
    RESIDENCE("Convention — résidence sociale"),
    AVENANT("Avenant — logements ordinaires"),
    AVENANT_FOYER_RESIDENCE("Avenant — foyer ou résidence"),
    SECONDE_VIE("Avenant de seconde vie — logements ordinaires"),
    SECONDE_VIE_FOYER("Avenant de seconde vie — foyer"),
    FICHE_CAF("Fiche d’information pour la CAF");

    private final String libelle;

    CodeDeModele(String libelle) {
        this.libelle = libelle;
    }

    /** French label. */
    public String libelle() {
        return libelle;
    }

    /** The constant of a code, if there is one. */
    public static Optional<CodeDeModele> de(String code) {
        return Arrays.stream(values()).filter(c -> c.name().equals(code)).findFirst();
    }
}
