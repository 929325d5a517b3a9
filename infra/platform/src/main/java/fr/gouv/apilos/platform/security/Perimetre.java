package fr.gouv.apilos.platform.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What part of the country and whose files an identity may see. One definition answers for one object and for a list,
 * so that the two can never disagree (04 §6.2, D5).
 *
 * @param national no limit at all; the other components are then ignored
 * @param region INSEE code of the only région, or null
 * @param departement INSEE code of the only département, or null; wins over the région
 * @param bailleurs the only bailleurs (their children included), null for no such limit, empty for none
 * @param administrations the only administrations, null for no such limit, empty for none
 * @param filtreDepartements personal filter: first characters of postal codes, empty for no filter (04 R39)
 */
public record Perimetre(
        boolean national,
        @Nullable String region,
        @Nullable String departement,
        @Nullable Set<UUID> bailleurs,
        @Nullable Set<UUID> administrations,
        Set<String> filtreDepartements) {

    /** Everything. */
    public static final Perimetre NATIONAL = new Perimetre(true, null, null, null, null, Set.of());

    /** Nothing: the safe value when nothing is known. */
    public static final Perimetre VIDE = new Perimetre(false, null, null, Set.of(), Set.of(), Set.of());

    /** Names of the columns a list compares. Literals of our own code, never user input. */
    public record Colonnes(
            String region, String departement, String codePostal, String bailleur, String administration) {}

    /**
     * A condition for a {@code where} clause.
     *
     * @param clause SQL without the word {@code where}; {@code true} when there is no limit
     * @param parametres values of its named parameters
     */
    public record PredicatSql(String clause, Map<String, Object> parametres) {}

    /** Whether one object is inside. An object without the place or owner a limit asks for is outside. */
    public boolean contient(Situation objet) {
        if (national) {
            return true;
        }
        if (departement != null) {
            if (!departement.equals(objet.departement())) {
                return false;
            }
        } else if (region != null && !region.equals(objet.region())) {
            return false;
        }
        if (bailleurs != null && (objet.bailleur() == null || !bailleurs.contains(objet.bailleur()))) {
            return false;
        }
        if (administrations != null
                && (objet.administration() == null || !administrations.contains(objet.administration()))) {
            return false;
        }
        if (filtreDepartements.isEmpty()) {
            return true;
        }
        var codePostal = objet.codePostal();
        return codePostal != null && filtreDepartements.stream().anyMatch(codePostal::startsWith);
    }

    /** The same rule as {@link #contient}, for a list. */
    public PredicatSql versSql(Colonnes colonnes) {
        if (national) {
            return new PredicatSql("true", Map.of());
        }
        var clause = new StringBuilder("true");
        var parametres = new LinkedHashMap<String, Object>();
        if (departement != null) {
            clause.append(" and ").append(colonnes.departement()).append(" = :perimetreDepartement");
            parametres.put("perimetreDepartement", departement);
        } else if (region != null) {
            clause.append(" and ").append(colonnes.region()).append(" = :perimetreRegion");
            parametres.put("perimetreRegion", region);
        }
        limiter(clause, parametres, bailleurs, colonnes.bailleur(), "perimetreBailleurs");
        limiter(clause, parametres, administrations, colonnes.administration(), "perimetreAdministrations");
        if (!filtreDepartements.isEmpty()) {
            var numero = 0;
            var choix = new StringBuilder();
            for (var prefixe : filtreDepartements) {
                var nom = "perimetrePrefixe" + numero++;
                choix.append(choix.isEmpty() ? "" : " or ")
                        .append("starts_with(")
                        .append(colonnes.codePostal())
                        .append(", :")
                        .append(nom)
                        .append(")");
                parametres.put(nom, prefixe);
            }
            clause.append(" and (").append(choix).append(")");
        }
        return new PredicatSql(clause.toString(), parametres);
    }

    private static void limiter(
            StringBuilder clause,
            Map<String, Object> parametres,
            @Nullable Set<UUID> permis,
            String colonne,
            String nom) {
        if (permis == null) {
            return;
        }
        if (permis.isEmpty()) {
            clause.append(" and false");
            return;
        }
        clause.append(" and ").append(colonne).append(" in (:").append(nom).append(")");
        parametres.put(nom, permis);
    }
}
