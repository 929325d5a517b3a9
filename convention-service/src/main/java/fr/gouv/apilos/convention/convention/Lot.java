package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;

/** The logements of a convention that share a financement; one per financement (01 R9). */
@Entity
@Table(name = "lot")
public class Lot {

    @Id
    UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "convention")
    Convention convention;

    int ordre;

    UUID parent;

    Integer nbLogements;

    @Enumerated(EnumType.STRING)
    Financement financement = Financement.PLUS;

    @Enumerated(EnumType.STRING)
    TypeHabitat typeHabitat = TypeHabitat.INDIVIDUEL;

    String eddVolumetrique = "";

    String eddClassique = "";

    boolean annexeCaves;

    boolean annexeSoussols;

    boolean annexeRemises;

    boolean annexeAteliers;

    boolean annexeSechoirs;

    boolean annexeCelliers;

    boolean annexeResserres;

    boolean annexeCombles;

    boolean annexeBalcons;

    boolean annexeLoggias;

    boolean annexeTerrasses;

    int lgtsMixiteSocialeNegocies;

    BigDecimal loyerDerogatoire;

    BigDecimal surfaceHabitableTotale;

    BigDecimal surfaceLocauxCollectifsResidentiels = BigDecimal.ZERO;

    Integer foyerResidenceNbGarageParking;

    String foyerResidenceDependance;

    String foyerResidenceLocauxHorsConvention;

    BigDecimal loyerAssociationsFoncieres;

    protected Lot() {}

    Lot(UUID id, Convention convention, int ordre, Financement financement, TypeHabitat typeHabitat, Integer nb) {
        this.id = id;
        this.convention = convention;
        this.ordre = ordre;
        this.financement = financement;
        this.typeHabitat = typeHabitat;
        this.nbLogements = nb;
    }

    /**
     * What the block of a lot holds on the step Logements (03 A9). Amounts in €/m², surfaces in m².
     *
     * @param nbLogements declared number, may be null
     */
    public record Options(
            Integer nbLogements,
            int lgtsMixiteSocialeNegocies,
            BigDecimal loyerDerogatoire,
            BigDecimal loyerAssociationsFoncieres,
            BigDecimal surfaceLocauxCollectifsResidentiels,
            BigDecimal surfaceHabitableTotale) {}

    /** The options as they stand, to be merged with a partial submission (02 R27). */
    public Options options() {
        return new Options(
                nbLogements,
                lgtsMixiteSocialeNegocies,
                loyerDerogatoire,
                loyerAssociationsFoncieres,
                surfaceLocauxCollectifsResidentiels,
                surfaceHabitableTotale);
    }

    void appliquer(Options options) {
        nbLogements = options.nbLogements();
        lgtsMixiteSocialeNegocies = options.lgtsMixiteSocialeNegocies();
        loyerDerogatoire = options.loyerDerogatoire();
        loyerAssociationsFoncieres = options.loyerAssociationsFoncieres();
        surfaceLocauxCollectifsResidentiels = options.surfaceLocauxCollectifsResidentiels() == null
                ? BigDecimal.ZERO
                : options.surfaceLocauxCollectifsResidentiels();
        surfaceHabitableTotale = options.surfaceHabitableTotale();
    }

    void habiter(TypeHabitat type) {
        typeHabitat = type;
    }

    public UUID id() {
        return id;
    }

    public int ordre() {
        return ordre;
    }

    /** Whether social mix applies: PLUS or PLUS_CD (03 R-A4.2). */
    public boolean aOptionMixite() {
        return financement.aOptionMixite();
    }

    /** Negotiated logements, 0 where the option does not apply (03 R-A4.2). */
    public int lgtsMixiteSocialeNegociesAffiches() {
        return aOptionMixite() ? lgtsMixiteSocialeNegocies : 0;
    }

    /** Lot an avenant's lot was cloned from. */
    public UUID parent() {
        return parent;
    }

    public Integer nbLogements() {
        return nbLogements;
    }

    public Financement financement() {
        return financement;
    }

    public TypeHabitat typeHabitat() {
        return typeHabitat;
    }

    /** Legacy, read only (R-A4.6). */
    public String eddVolumetrique() {
        return eddVolumetrique;
    }

    /** Legacy, read only (R-A4.6). */
    public String eddClassique() {
        return eddClassique;
    }

    public boolean annexeCaves() {
        return annexeCaves;
    }

    public boolean annexeSoussols() {
        return annexeSoussols;
    }

    public boolean annexeRemises() {
        return annexeRemises;
    }

    public boolean annexeAteliers() {
        return annexeAteliers;
    }

    public boolean annexeSechoirs() {
        return annexeSechoirs;
    }

    public boolean annexeCelliers() {
        return annexeCelliers;
    }

    public boolean annexeResserres() {
        return annexeResserres;
    }

    public boolean annexeCombles() {
        return annexeCombles;
    }

    public boolean annexeBalcons() {
        return annexeBalcons;
    }

    public boolean annexeLoggias() {
        return annexeLoggias;
    }

    public boolean annexeTerrasses() {
        return annexeTerrasses;
    }

    public int lgtsMixiteSocialeNegocies() {
        return lgtsMixiteSocialeNegocies;
    }

    public BigDecimal loyerDerogatoire() {
        return loyerDerogatoire;
    }

    public BigDecimal surfaceHabitableTotale() {
        return surfaceHabitableTotale;
    }

    public BigDecimal surfaceLocauxCollectifsResidentiels() {
        return surfaceLocauxCollectifsResidentiels;
    }

    public Integer foyerResidenceNbGarageParking() {
        return foyerResidenceNbGarageParking;
    }

    public String foyerResidenceDependance() {
        return foyerResidenceDependance;
    }

    public String foyerResidenceLocauxHorsConvention() {
        return foyerResidenceLocauxHorsConvention;
    }

    public BigDecimal loyerAssociationsFoncieres() {
        return loyerAssociationsFoncieres;
    }
}
