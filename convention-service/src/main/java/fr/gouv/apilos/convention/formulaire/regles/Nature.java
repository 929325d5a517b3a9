package fr.gouv.apilos.convention.formulaire.regles;

import java.util.Set;

/** The stored nature of the logements, seen as the family that decides steps and rules. Source: 02 §1, 03 A2. */
public record Nature(String code) {

    private static final Set<String> RESIDENCES =
            Set.of("HEBERGEMENT", "RESISDENCESOCIALE", "PENSIONSDEFAMILLE", "RESIDENCEDACCUEIL");

    public boolean foyer() {
        return "AUTRE".equals(code);
    }

    public boolean residence() {
        return RESIDENCES.contains(code);
    }

    public boolean foyerOuResidence() {
        return foyer() || residence();
    }

    public boolean ordinaire() {
        return "LOGEMENTSORDINAIRES".equals(code);
    }
}
