package fr.gouv.apilos.convention.formulaire.regles;

import java.util.Set;

/** Groups of stored financement codes the rules speak of. Source: 02 §1. */
public final class Financements {

    private static final Set<String> TYPE_PLS =
            Set.of("PLS", "PLS_DOM", "PALULOS", "PALU_AV_21", "PALUCOM", "PALU_COM", "PALU_RE");

    private Financements() {}

    public static boolean typePls(String code) {
        return TYPE_PLS.contains(code);
    }

    /** Whether lots of this financement negotiate social mix. Source: 03 R-A4.2. */
    public static boolean optionMixite(String code) {
        return "PLUS".equals(code) || "PLUS_CD".equals(code);
    }
}
