package fr.gouv.apilos.convention.formulaire.regles;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The four tables of the Logements step; conventions use the first alone. Source: 02 R98, DB-14. */
public enum CategorieLogement {
    AVEC_LOYER("Surface utile avec loyers", "logements", "avec_loyer", false, true),
    SANS_LOYER("Surface utile sans loyers", "logements_sans_loyer", "sans_loyer", false, false),
    CORRIGEE("Surface corrigée avec loyers", "logements_corrigee", "corrigee_avec_loyer", true, true),
    CORRIGEE_SANS_LOYER(
            "Surface corrigée sans loyers", "logements_corrigee_sans_loyer", "corrigee_sans_loyer", true, false);

    private final String libelle;
    private final String modele;
    private final String prefixe;
    private final boolean corrigee;
    private final boolean loyer;

    CategorieLogement(String libelle, String modele, String prefixe, boolean corrigee, boolean loyer) {
        this.libelle = libelle;
        this.modele = modele;
        this.prefixe = prefixe;
        this.corrigee = corrigee;
        this.loyer = loyer;
    }

    public String libelle() {
        return libelle;
    }

    /** Name of the workbook, without extension. */
    public String modele() {
        return modele;
    }

    /** Path segment of its pages. */
    public String prefixe() {
        return prefixe;
    }

    public boolean corrigee() {
        return corrigee;
    }

    public boolean loyer() {
        return loyer;
    }

    /** Null tests, as for documents; a rent of zero stays a rent. Source: 03 R-A4.5, 02 DB-14. */
    public static CategorieLogement de(@Nullable BigDecimal surfaceCorrigee, @Nullable BigDecimal loyer) {
        if (surfaceCorrigee == null) {
            return loyer == null ? SANS_LOYER : AVEC_LOYER;
        }
        return loyer == null ? CORRIGEE_SANS_LOYER : CORRIGEE;
    }
}
