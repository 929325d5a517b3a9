package fr.gouv.apilos.platform.environment;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.Set;

/**
 * The environment this process runs in, from {@code ENVIRONMENT} (07 §2).
 *
 * @param nom for instance {@code development}, {@code staging}, {@code production} or {@code siap-production}
 */
public record Environnement(String nom) {

    private static final Set<String> PRODUCTION = Set.of("production", "siap-production");

    /** Whether commands that destroy or replace data must refuse to run here. */
    public boolean estProduction() {
        return PRODUCTION.contains(nom);
    }

    /**
     * Stops an act that must never happen in production, before any write.
     *
     * @param acte what was asked, as an operator knows it
     * @throws ErreurMetier 403 in production
     */
    public void exigerHorsProduction(String acte) {
        if (estProduction()) {
            throw ErreurMetier.interdit("« " + acte + " » est interdit dans l’environnement « " + nom + " ».");
        }
    }
}
