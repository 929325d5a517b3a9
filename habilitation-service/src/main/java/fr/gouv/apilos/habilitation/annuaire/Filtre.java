package fr.gouv.apilos.habilitation.annuaire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked of the list, as it came. What means nothing filters nothing.
 *
 * @param texte in the names, the e-mail or the identifier
 * @param type code of a {@link Type}
 * @param bailleur identifier, or part of a name, SIREN or SIRET
 * @param administration identifier, or part of a name or code
 * @param actif {@code oui} or {@code non}
 * @param ordre column, after {@code -} for the other way round
 */
record Filtre(String texte, String type, String bailleur, String administration, String actif, String ordre) {

    private static final int LONGUEUR_MAX = 255;
    private static final int LONGUEUR_D_UUID = 36;

    /** Sides of the table, and those who have none. */
    enum Type {
        BAILLEUR("Bailleur"),
        INSTRUCTEUR("Instructeur"),
        ADMINISTRATEUR("Administrateur"),
        SANS_ROLE("Sans rôle"),
        EXPLOITATION("Équipe d’exploitation");

        private final String libelle;

        Type(String libelle) {
            this.libelle = libelle;
        }

        String libelle() {
            return libelle;
        }

        /** Follows from roles, so may be asked by everybody. The others are the support team's business. */
        boolean pourTous() {
            return this != SANS_ROLE && this != EXPLOITATION;
        }
    }

    /** One filter in force. */
    record Actif(String parametre, String libelle) {}

    static Filtre de(Map<String, String> parametres) {
        return new Filtre(
                lire(parametres, "search_input"),
                lire(parametres, "type"),
                lire(parametres, "bailleur"),
                lire(parametres, "administration"),
                lire(parametres, "actif"),
                lire(parametres, "order_by"));
    }

    private static String lire(Map<String, String> parametres, String nom) {
        // PostgreSQL takes no NUL in a text.
        var valeur = parametres.getOrDefault(nom, "").replace("\0", "").strip();
        return valeur.length() <= LONGUEUR_MAX ? valeur : valeur.substring(0, LONGUEUR_MAX);
    }

    Optional<Type> leType() {
        return Arrays.stream(Type.values()).filter(t -> t.name().equals(type)).findFirst();
    }

    Optional<Boolean> etat() {
        return switch (actif) {
            case "oui" -> Optional.of(true);
            case "non" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<UUID> identifiant(String valeur) {
        try {
            return valeur.length() == LONGUEUR_D_UUID ? Optional.of(UUID.fromString(valeur)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The parameters of an address that asks for the same, but for the order. */
    Map<String, String> parametres() {
        var parametres = new LinkedHashMap<String, String>();
        parametres.put("search_input", texte);
        parametres.put("type", type);
        parametres.put("bailleur", bailleur);
        parametres.put("administration", administration);
        parametres.put("actif", actif);
        return parametres;
    }

    /** The same without one of its filters. */
    Filtre sans(String parametre) {
        var restants = parametres();
        restants.put(parametre, "");
        restants.put("order_by", ordre);
        return de(restants);
    }

    /** The filters in force, in the order of the form. */
    List<Actif> actifs() {
        var actifs = new ArrayList<Actif>();
        if (!texte.isEmpty()) {
            actifs.add(new Actif("search_input", "Recherche : " + texte));
        }
        leType().ifPresent(t -> actifs.add(new Actif("type", "Type : " + t.libelle())));
        etat().ifPresent(a -> actifs.add(new Actif("actif", a ? "Comptes actifs" : "Comptes désactivés")));
        if (!bailleur.isEmpty()) {
            actifs.add(new Actif(
                    "bailleur", identifiant(bailleur).isPresent() ? "Un seul bailleur" : "Bailleur : " + bailleur));
        }
        if (!administration.isEmpty()) {
            actifs.add(new Actif(
                    "administration",
                    identifiant(administration).isPresent()
                            ? "Une seule administration"
                            : "Administration : " + administration));
        }
        return actifs;
    }
}
