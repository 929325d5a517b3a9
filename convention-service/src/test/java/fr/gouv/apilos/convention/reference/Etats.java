package fr.gouv.apilos.convention.reference;

import java.util.UUID;

/** States of entities as their owner tells them, in JSON. */
final class Etats {

    private Etats() {}

    static String bailleur(UUID uuid, String nom, long version) {
        return """
            {"uuid": "%s", "nom": "%s", "siret": "S-%s", "siren": "N-%s", "natureBailleur": "HLM",
             "sousNatureBailleur": null, "parent": null, "adresse": "1 rue A", "codePostal": "29200", "ville": "Brest",
             "capitalSocial": 1250.50, "signataireNom": null, "signataireFonction": null,
             "signataireDateDeliberation": "2024-01-10", "signataireBlocSignature": null, "version": %d,
             "supprime": false}\
            """.formatted(uuid, nom, uuid, uuid, version);
    }

    static String administration(UUID uuid, String nom, long version) {
        return """
            {"uuid": "%s", "nom": "%s", "code": "C-%s", "villeSignature": null, "adresse": null, "codePostal": null,
             "prefixConvention": null, "nbConventionExemplaires": 3, "signataireBlocSignature": null, "version": %d,
             "supprime": false}\
            """.formatted(uuid, nom, uuid, version);
    }

    static String message(UUID id, String entite, long version, String etat) {
        return """
            {"evenementId": "%s", "sequence": %d, "survenuLe": "2026-11-24T14:00:00Z", "%s": %s}\
            """.formatted(id, version, entite, etat);
    }

    static String page(String suivant, String... elements) {
        return "{\"elements\": [%s], \"suivant\": %s}"
                .formatted(String.join(",", elements), suivant == null ? "null" : "\"" + suivant + "\"");
    }
}
