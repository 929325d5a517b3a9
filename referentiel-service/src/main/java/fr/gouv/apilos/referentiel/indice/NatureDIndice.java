package fr.gouv.apilos.referentiel.indice;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The natures of logement whose rent or fee follows an index (03 A2, R-A15.1); the name is the stored value. */
public enum NatureDIndice {
    LOGEMENTSORDINAIRES("Logements ordinaires", "LOO"),
    RESISDENCESOCIALE("Résidence sociale", "RES"),
    RESIDENCEDACCUEIL("Résidence d’accueil", "REA"),
    AUTRE("Autres logements foyers", "ALF");

    private final String libelle;
    private final String codeSiap;

    NatureDIndice(String libelle, String codeSiap) {
        this.libelle = libelle;
        this.codeSiap = codeSiap;
    }

    /** What screens show. */
    public String libelle() {
        return libelle;
    }

    /** Other spelling, of spreadsheets and of SIAP. */
    String codeSiap() {
        return codeSiap;
    }

    /** Rents of ordinary logements follow one series, whose rows name no nature (03 A15). */
    boolean estUnLoyer() {
        return this == LOGEMENTSORDINAIRES;
    }

    /** The stored value of a row: none for rents. */
    @Nullable
    String enBase() {
        return estUnLoyer() ? null : name();
    }

    /** The nature of a code; none for what no index applies to. */
    public static Optional<NatureDIndice> parCode(@Nullable String code) {
        return Arrays.stream(values()).filter(n -> n.name().equals(code)).findFirst();
    }

    static NatureDIndice deLaBase(@Nullable String code) {
        return parCode(code).orElse(LOGEMENTSORDINAIRES);
    }
}
