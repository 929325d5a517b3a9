package fr.gouv.apilos.referentiel.bailleur;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nature of a bailleur (03 B1); the stored value is the label. */
public enum NatureBailleur {
    AUTRES("Autres bailleurs sociaux non HLM"),
    PRIVES("Bailleurs privés"),
    HLM("HLM"),
    SEM("SEM");

    /** Sub-natures that impose a nature other than {@link #AUTRES} (03 B1). */
    private static final Map<String, NatureBailleur> IMPOSEES = Map.of(
            "COOPERATIVE_HLM_SCIC", HLM,
            "OFFICE_PUBLIC_HLM", HLM,
            "SA_HLM_ESH", HLM,
            "SEM_EPL", SEM,
            "PARTICULIERS", PRIVES);

    private final String libelle;

    NatureBailleur(String libelle) {
        this.libelle = libelle;
    }

    /** As stored and as it travels. */
    public String libelle() {
        return libelle;
    }

    /** SIAP's family of a maître d'ouvrage; anything unknown is {@link #AUTRES} (05 §8.1). */
    public static NatureBailleur deFamille(@Nullable String famille) {
        for (var nature : values()) {
            if (nature.libelle.equals(famille)) {
                return nature;
            }
        }
        return AUTRES;
    }

    /** The nature in force given the sub-nature (03 R-B1.1). */
    static String imposee(String sousNature, String nature) {
        if (sousNature.equals("NONRENSEIGNE")) {
            return nature;
        }
        return IMPOSEES.getOrDefault(sousNature, AUTRES).libelle;
    }
}
