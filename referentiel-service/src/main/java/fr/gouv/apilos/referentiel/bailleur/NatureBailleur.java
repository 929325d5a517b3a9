package fr.gouv.apilos.referentiel.bailleur;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nature of a bailleur (03 B1); the stored value is the label. */
public enum NatureBailleur {
    AUTRES("Autres bailleurs sociaux non HLM"),
    PRIVES("Bailleurs privés"),
    HLM("HLM"),
    SEM("SEM");

    private final String libelle;

    NatureBailleur(String libelle) {
        this.libelle = libelle;
    }

    /** As stored and as it travels. */
    public String libelle() {
        return libelle;
    }

    /** The nature of a stored value. */
    public static Optional<NatureBailleur> parLibelle(@Nullable String libelle) {
        return Arrays.stream(values()).filter(n -> n.libelle.equals(libelle)).findFirst();
    }

    /** SIAP's family of a maître d'ouvrage; anything unknown is {@link #AUTRES} (05 §8.1). */
    public static NatureBailleur deFamille(@Nullable String famille) {
        return parLibelle(famille).orElse(AUTRES);
    }

    /** The nature in force given the sub-nature (03 R-B1.1). */
    static String imposee(String sousNature, String nature) {
        return SousNatureBailleur.parCode(sousNature)
                .flatMap(SousNatureBailleur::imposee)
                .map(NatureBailleur::libelle)
                .orElse(nature);
    }
}
