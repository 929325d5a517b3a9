package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.platform.security.Identite;
import java.util.Map;

/**
 * Which accounts and roles a reader may see, as conditions on {@code utilisateur u} and {@code role r}. One definition for
 * the list, the sheet, the export and the API (04 §6.7, D5): the support team sees everybody, a bailleur and an instructeur
 * those who hold a role in force on one of their entities, others nobody. A role elsewhere is never told.
 */
record Portee(String comptes, String roles, Map<String, Object> parametres) {

    static Portee de(Identite identite) {
        if (exploitation(identite)) {
            return new Portee("true", "true", Map.of());
        }
        if (!identite.bailleurs().isEmpty()) {
            return limitee("r.bailleur in (:portee)", identite.bailleurs());
        }
        if (!identite.administrations().isEmpty()) {
            return limitee("r.administration in (:portee)", identite.administrations());
        }
        return new Portee("false", "false", Map.of());
    }

    /** The support team, or a program. */
    static boolean exploitation(Identite identite) {
        return identite.staff() || identite.superuser() || identite.estService();
    }

    /** Nobody can be seen. */
    boolean vide() {
        return comptes.equals("false");
    }

    private static Portee limitee(String roles, Object entites) {
        return new Portee(
                "exists (select 1 from role r where r.utilisateur = u.uuid and r.fin is null and " + roles + ")",
                roles,
                Map.of("portee", entites));
    }
}
