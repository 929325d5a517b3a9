package fr.gouv.apilos.convention.siap;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.TypologieStationnement;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An opération as SIAP describes it, in our words (05 §8).
 *
 * @param bailleur SIAP's own fields of the bailleur, for the référentiel
 * @param lots one per aid that needs a convention
 * @param luLe when SIAP said so
 * @param actuelle whether SIAP said so just now; otherwise it is away and this is its last word
 */
public record OperationSiap(
        String numero,
        String nom,
        NatureLogement nature,
        TypeOperation typeOperation,
        boolean secondeVie,
        String adresse,
        String codePostal,
        String ville,
        String codeInseeCommune,
        String codeInseeDepartement,
        String codeInseeRegion,
        Zone123 zone123,
        ZoneAbc zoneAbc,
        Map<String, Object> bailleur,
        String codeAdministration,
        String nomAdministration,
        List<Aide> lots,
        Instant luLe,
        boolean actuelle) {

    /**
     * One aid that needs a convention.
     *
     * @param nbLogements null when SIAP does not say
     */
    public record Aide(
            Financement financement,
            Integer nbLogements,
            TypeHabitat typeHabitat,
            List<BigDecimal> prets,
            List<Garage> garages) {}

    /** Parking places of one kind; rent in € a month. */
    public record Garage(TypologieStationnement typologie, int nombre, BigDecimal loyer) {}

    /** The same, said to be an old answer. */
    OperationSiap ancienne(Instant instant) {
        return new OperationSiap(
                numero,
                nom,
                nature,
                typeOperation,
                secondeVie,
                adresse,
                codePostal,
                ville,
                codeInseeCommune,
                codeInseeDepartement,
                codeInseeRegion,
                zone123,
                zoneAbc,
                bailleur,
                codeAdministration,
                nomAdministration,
                lots,
                instant,
                false);
    }
}
