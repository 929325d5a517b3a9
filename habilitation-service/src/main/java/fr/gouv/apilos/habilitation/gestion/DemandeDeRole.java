package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues.Entite;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.platform.web.Saisies;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form that gives a role: each side with the entity it acts for, and a territory where it makes sense (04 §2.2).
 *
 * @param droits null when something is in fault
 * @param entite name of the entity, or null
 */
record DemandeDeRole(
        @Nullable DroitsAccordes droits, @Nullable String entite) {

    private static final Pattern DEPARTEMENT = Pattern.compile("0[1-9]|1\\d|2[1-9AB]|[3-8]\\d|9[0-5]|97[12346]");
    private static final List<String> REGIONS = List.of(
            "1", "2", "3", "4", "6", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94");
    private static final int LONGUEUR = 255;
    private static final int CITEES = 3;

    static DemandeDeRole lire(Saisies s, EntitesConnues entites) {
        var brut = s.brut("typologie");
        var typologie = Arrays.stream(TypologieRole.values())
                .filter(t -> t.name().equals(brut))
                .findFirst()
                .orElse(null);
        if (typologie == null) {
            s.refuser("typologie", "Choisissez le type de rôle.");
        }
        var droits = s.brut("droits");
        if (!"ecriture".equals(droits) && !"consultation".equals(droits)) {
            s.refuser("droits", "Choisissez ce que ce rôle permet.");
        }
        Entite entite = null;
        if (typologie == TypologieRole.BAILLEUR) {
            entite = entite(
                    s, "bailleur", "Indiquez le bailleur, par son SIREN, son SIRET ou son nom.", entites::bailleurs);
        } else if (typologie == TypologieRole.INSTRUCTEUR) {
            entite = entite(
                    s,
                    "administration",
                    "Indiquez l’administration, par son code ou son nom.",
                    entites::administrations);
        }
        var region = s.brut("region");
        if (region != null && !REGIONS.contains(region = region.replaceFirst("^0", ""))) {
            s.refuser("region", "« " + region + " » n’est pas un code de région, par exemple 93.");
        }
        var departement = s.brut("departement");
        if (departement != null && !DEPARTEMENT.matcher(departement).matches()) {
            s.refuser("departement", "« " + departement + " » n’est pas un code de département, par exemple 13 ou 2A.");
        }
        if (!s.erreurs().isEmpty() || typologie == null) {
            return new DemandeDeRole(null, null);
        }
        UUID uuid = entite == null ? null : entite.uuid();
        return new DemandeDeRole(
                DroitsAccordes.local(
                        typologie,
                        groupe(typologie, "consultation".equals(droits)),
                        typologie == TypologieRole.BAILLEUR ? uuid : null,
                        typologie == TypologieRole.INSTRUCTEUR ? uuid : null,
                        region,
                        departement),
                entite == null ? null : entite.nom());
    }

    private interface Recherche {
        List<Entite> trouver(String texte);
    }

    private static @Nullable Entite entite(Saisies s, String champ, String demande, Recherche recherche) {
        var texte = s.exige(champ, "Cette recherche", demande, LONGUEUR);
        if (texte.isEmpty() || texte.length() > LONGUEUR) {
            return null;
        }
        var trouvees = recherche.trouver(texte);
        if (trouvees.size() == 1) {
            return trouvees.getFirst();
        }
        s.refuser(
                champ,
                trouvees.isEmpty()
                        ? "Rien ne correspond à « " + texte + " »."
                        : "Plusieurs entités correspondent : "
                                + trouvees.stream()
                                        .limit(CITEES)
                                        .map(e -> e.nom() + " (" + e.code() + ")")
                                        .collect(Collectors.joining(", "))
                                + (trouvees.size() > CITEES ? "…" : "") + " Écrivez le code de la bonne.");
        return null;
    }

    private static Groupe groupe(TypologieRole typologie, boolean consultation) {
        return switch (typologie) {
            case BAILLEUR -> consultation ? Groupe.READONLY_BAILLEUR : Groupe.BAILLEUR;
            case INSTRUCTEUR -> consultation ? Groupe.READONLY_INSTRUCTEUR : Groupe.INSTRUCTEUR;
            case ADMINISTRATEUR -> consultation ? Groupe.READONLY_ADMINISTRATEUR : Groupe.ADMINISTRATEUR;
        };
    }
}
