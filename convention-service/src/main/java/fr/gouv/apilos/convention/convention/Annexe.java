package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.TypologieAnnexe;
import java.math.BigDecimal;
import java.util.UUID;

/** Terrace, garden or yard of a dwelling (03 A6). Surface in m², rents in €. */
public record Annexe(
        UUID id,
        UUID logement,
        TypologieAnnexe typologie,
        BigDecimal surfaceHorsSurfaceRetenue,
        BigDecimal loyerParMetreCarre,
        BigDecimal loyer) {}
