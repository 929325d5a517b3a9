package fr.gouv.apilos.referentiel.territoire;

/**
 * A département (03 B3).
 *
 * @param codeInsee two characters, three overseas
 * @param region INSEE code of its région; one digit overseas
 * @param codePostal beginning of its postal codes; {@code 20} for both Corsican ones
 */
public record Departement(int id, String codeInsee, String nom, String region, String codePostal) {

    /** {@code 13 - Bouches-du-Rhône}. */
    public String libelle() {
        return codeInsee + " - " + nom;
    }
}
