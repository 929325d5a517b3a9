package fr.gouv.apilos.convention.enumeration;

/** What an avenant changes (01 §1.7). */
public enum AvenantType {
    BAILLEUR("bailleur"),
    LOGEMENTS("logements"),
    DUREE("duree"),
    COMMENTAIRES("commentaires"),
    PROGRAMME("programme"),
    CHAMP_LIBRE("champ_libre"),
    DENONCIATION("denonciation"),
    RESILIATION("resiliation"),
    EDD("edd"),
    CADASTRE("cadastre"),
    STATIONNEMENT("stationnement"),
    FOYER_ATTRIBUTION("foyer_attribution"),
    RESIDENCE_ATTRIBUTION("residence_attribution"),
    VARIANTES("variantes");

    private final String libelle;

    AvenantType(String libelle) {
        this.libelle = libelle;
    }

    /** French label, as users and spreadsheets know it. */
    public String libelle() {
        return libelle;
    }

    /** The value a name of the field stands for. */
    public static java.util.Optional<AvenantType> deNom(String nom) {
        return java.util.Arrays.stream(values())
                .filter(valeur -> valeur.libelle.equals(nom))
                .findFirst();
    }
}
