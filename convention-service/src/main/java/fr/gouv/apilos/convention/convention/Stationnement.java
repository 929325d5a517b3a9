package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.TypologieStationnement;
import java.math.BigDecimal;
import java.util.UUID;

/** Parking places of one kind on a lot (03 A6). Rent in € a month. */
public record Stationnement(
        UUID id, UUID lot, TypologieStationnement typologie, int nbStationnements, BigDecimal loyer) {}
