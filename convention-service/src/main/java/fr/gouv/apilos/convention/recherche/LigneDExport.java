package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One convention or avenant as it leaves for a spreadsheet (01 §20.1).
 *
 * @param numeroDuParent number of the convention an avenant belongs to
 * @param codesDeFinancement of all lots, in their order, separated by commas
 * @param logements of all lots
 * @param adresse of the convention, or of its programme (01 D33)
 * @param loyer per square metre of the first dwelling of the first lot
 */
record LigneDExport(
        String operation,
        boolean avenant,
        @Nullable String numero,
        @Nullable String numeroDuParent,
        Statut statut,
        String ville,
        String codePostal,
        String codeInsee,
        String nom,
        String instructeur,
        String codesDeFinancement,
        int logements,
        NatureLogement nature,
        @Nullable String adresse,
        String bailleur,
        String siret,
        @Nullable LocalDate signature,
        @Nullable BigDecimal loyer,
        @Nullable LocalDate livraison,
        @Nullable LocalDate fin) {

    /** Number of the convention, that of its parent for an avenant; empty when there is none. */
    String numeroDeConvention() {
        return vide(avenant ? numeroDuParent : numero);
    }

    /** Number of the avenant; empty for a convention. */
    String numeroDAvenant() {
        return avenant ? vide(numero) : "";
    }

    /** Labels of all lots (01 D33). */
    String financements() {
        return Arrays.stream(codesDeFinancement.split(","))
                .filter(code -> !code.isEmpty())
                .map(code -> Arrays.stream(Financement.values())
                        .filter(f -> f.name().equals(code))
                        .findFirst()
                        .map(Financement::libelle)
                        .orElse(code))
                .collect(Collectors.joining(", "));
    }

    /** Address, postal code, commune; empty as soon as one of them is not known. */
    String adresseComplete() {
        return vide(adresse).isBlank() || codePostal.isBlank() || ville.isBlank()
                ? ""
                : adresse.strip().replaceAll("\\s*\\R\\s*", ", ") + ", " + codePostal + " " + ville;
    }

    private static String vide(@Nullable String texte) {
        return texte == null ? "" : texte;
    }
}
