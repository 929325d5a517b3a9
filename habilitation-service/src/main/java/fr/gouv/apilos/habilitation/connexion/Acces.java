package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One choice offered to a user: a SIAP habilitation, or stand-alone roles of one kind taken together (04 R38).
 *
 * @param numero what the session keeps
 * @param bailleurs acted for, without their children
 */
record Acces(
        long numero,
        String profil,
        TypologieRole typologie,
        Groupe groupe,
        Set<UUID> bailleurs,
        Set<UUID> administrations,
        String region,
        String departement,
        String libelle,
        String territoire) {

    /** What a habilitation gives to somebody of whom nothing is stored (04 R35). */
    static Acces dePassage(DroitsAccordes droits) {
        return new Acces(
                droits.habilitation(),
                droits.profil(),
                droits.typologie(),
                droits.groupe(),
                droits.bailleur() == null ? Set.of() : Set.of(droits.bailleur()),
                droits.administration() == null ? Set.of() : Set.of(droits.administration()),
                droits.region(),
                droits.departement(),
                droits.libelle(),
                droits.territoire());
    }

    static List<Acces> deSiap(List<Role> roles) {
        return roles.stream().map(r -> de(r, List.of(r))).toList();
    }

    /** Stand-alone bailleur and instructeur roles of one group add up; each administrateur role is its own choice. */
    static List<Acces> locaux(List<Role> roles) {
        var groupes = new LinkedHashMap<String, List<Role>>();
        for (var role : roles) {
            var cle = role.typologie() == TypologieRole.ADMINISTRATEUR
                    ? "role " + role.id()
                    : role.groupe().code() + role.region() + role.departement();
            groupes.computeIfAbsent(cle, _ -> new ArrayList<>()).add(role);
        }
        return groupes.values().stream().map(g -> de(g.getFirst(), g)).toList();
    }

    private static Acces de(Role premier, List<Role> roles) {
        return new Acces(
                premier.numero(),
                premier.profil(),
                premier.typologie(),
                premier.groupe(),
                uuids(roles, Role::bailleur),
                uuids(roles, Role::administration),
                premier.region(),
                premier.departement(),
                premier.libelle(),
                roles.stream()
                        .map(Role::territoire)
                        .filter(t -> !t.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static Set<UUID> uuids(List<Role> roles, Function<Role, UUID> champ) {
        return roles.stream().map(champ).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    /** The service of somebody whose perimeter is a territory (SER_DEP), null for the others: the perimeter says theirs. */
    @Nullable
    UUID service() {
        return typologie == TypologieRole.ADMINISTRATEUR && administrations.size() == 1
                ? administrations.iterator().next()
                : null;
    }

    Typologie typologieDuJeton() {
        return switch (typologie) {
            case BAILLEUR -> Typologie.BAILLEUR;
            case INSTRUCTEUR -> Typologie.INSTRUCTEUR;
            case ADMINISTRATEUR -> Typologie.ADMINISTRATEUR;
        };
    }

    /**
     * What may be seen: the territory, and the entity for those who act for one (04 R41–R44, D5).
     *
     * @param avecEnfants adds the direct children of bailleurs
     * @param filtre INSEE codes of the personal filter, for bailleurs only (04 R39)
     */
    Perimetre perimetre(Function<Set<UUID>, Set<UUID>> avecEnfants, Set<String> filtre) {
        return switch (typologie) {
            case ADMINISTRATEUR ->
                region == null && departement == null
                        ? Perimetre.NATIONAL
                        : new Perimetre(false, region, departement, null, null, Set.of());
            case INSTRUCTEUR -> new Perimetre(false, region, departement, null, administrations, Set.of());
            case BAILLEUR ->
                new Perimetre(false, region, departement, avecEnfants.apply(bailleurs), null, prefixes(filtre));
        };
    }

    /** Starts of postal codes: Corsica's two départements share the first two characters only (D15). */
    private static Set<String> prefixes(Set<String> departements) {
        return departements.stream()
                .flatMap(d -> switch (d) {
                    case "2A" -> Stream.of("200", "201");
                    case "2B" -> Stream.of("202", "206");
                    default -> Stream.of(d);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
