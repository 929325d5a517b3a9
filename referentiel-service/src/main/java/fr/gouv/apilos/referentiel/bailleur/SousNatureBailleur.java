package fr.gouv.apilos.referentiel.bailleur;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sub-nature of a bailleur, with the nature it imposes (03 B1, R-B1.1); the stored value is the name of the constant. */
public enum SousNatureBailleur {
    ASSOCIATIONS("Associations", NatureBailleur.AUTRES),
    ANAH("ANAH", NatureBailleur.AUTRES),
    COMMERCIALES("entreprises commerciales", NatureBailleur.AUTRES),
    COMMUNE("Commune", NatureBailleur.AUTRES),
    COOPERATIVE_HLM_SCIC("Sté coopérative HLM /SCIC", NatureBailleur.HLM),
    CROUS("CROUS", NatureBailleur.AUTRES),
    DEPARTEMENT("Département", NatureBailleur.AUTRES),
    DRE_DDE_CETE_AC_PREF("DRE,DDE,CETE,AC,Préfect.", NatureBailleur.AUTRES),
    EPCI("EPCI", NatureBailleur.AUTRES),
    ETC_PUBLIQUE_LOCAL("Ets public local", NatureBailleur.AUTRES),
    ETS_HOSTIPATIERS_PRIVES("Ets hospitaliers privés", NatureBailleur.AUTRES),
    FONDATION("Fondation", NatureBailleur.AUTRES),
    FONDATION_HLM("Fondation HLM", NatureBailleur.AUTRES),
    FRONCIERE_LOGEMENT("Foncière Logement", NatureBailleur.AUTRES),
    GIP("GIP", NatureBailleur.AUTRES),
    MUTUELLE("Mutuelle", NatureBailleur.AUTRES),
    NONRENSEIGNE("Non renseigné", null),
    OFFICE_PUBLIC_HLM("Office public HLM (OPH)", NatureBailleur.HLM),
    PACT_ARIM("Pact-Arim", NatureBailleur.AUTRES),
    PARTICULIERS("Particuliers", NatureBailleur.PRIVES),
    SA_HLM_ESH("SA HLM / ESH", NatureBailleur.HLM),
    SACI_CAP("SACI CAP", NatureBailleur.AUTRES),
    SEM_EPL("SEM / EPL", NatureBailleur.SEM),
    UES("UES", NatureBailleur.AUTRES);

    private final String libelle;
    private final @Nullable NatureBailleur imposee;

    SousNatureBailleur(String libelle, @Nullable NatureBailleur imposee) {
        this.libelle = libelle;
        this.imposee = imposee;
    }

    /** What screens show. */
    public String libelle() {
        return libelle;
    }

    /** The nature it imposes; none when it is not known. */
    public Optional<NatureBailleur> imposee() {
        return Optional.ofNullable(imposee);
    }

    /** The sub-nature of a stored value. */
    public static Optional<SousNatureBailleur> parCode(String code) {
        return Arrays.stream(values()).filter(s -> s.name().equals(code)).findFirst();
    }
}
