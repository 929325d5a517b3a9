package fr.gouv.apilos.convention.enumeration;

/** Kind of aid of a lot (03 A2). Labels keep the spelling spreadsheets know. */
public enum Financement {
    PLUS("PLUS"),
    PLUS_CD("PLUS_CD"),
    PLAI("PLAI"),
    PLAI_ADP("PLAI_ADP"),
    PLAI_FTM("PLAI Foyer de travailleurs migrants"),
    PLAI_RE("PLAI Réhabiliation"),
    PLUS_PLAI("PLUS-PLAI"),
    PLS("PLS"),
    PALULOS("PALULOS"),
    PALU_AV_21("PALULOS avant 2021"),
    PALUCOM("PALULOS communal"),
    PALU_COM("PALULOS communal"),
    PALU_RE("PALULOS Réhabiliation"),
    SANS_FINANCEMENT("Sans Financement"),
    LLS("LLS"),
    LLTS("LLTS"),
    LLTSA("LLTSA"),
    PLS_DOM("PLS outre-mer"),
    SALLS_R("SALLS Réhabiliation"),
    SALLS_P("SALLS Parasismique"),
    SECD_VIE("Seconde vie"),
    RENO("Renovation");

    private final String libelle;

    Financement(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** The value a stored code stands for. */
    public static java.util.Optional<Financement> deCode(String code) {
        return java.util.Arrays.stream(values())
                .filter(valeur -> valeur.code().equals(code))
                .findFirst();
    }

    /** Stored code, as it travels in data sets and in the API for SIAP. */
    public String code() {
        return this == PLUS_PLAI ? "PLUS-PLAI" : name();
    }

    /** PLS type (01 R31). */
    public boolean estTypePls() {
        return switch (this) {
            case PLS, PLS_DOM, PALULOS, PALU_AV_21, PALUCOM, PALU_COM, PALU_RE -> true;
            default -> false;
        };
    }

    /** Social mix option (03 R-A4.2). */
    public boolean aOptionMixite() {
        return this == PLUS || this == PLUS_CD;
    }
}
