package fr.gouv.apilos.convention.programme;

import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * The building as its conventions describe it. Conventions of one opération share it; an avenant owns a copy whose parent
 * is the root (03 A1.3, A8.1).
 */
@Entity
@Table(name = "programme")
public class Programme {

    private static final Set<String> OUTRE_MER = Set.of("971", "972", "973", "974", "976");

    @Id
    UUID id;

    @Version
    long version;

    UUID parent;

    String nom;

    String numeroOperation = "";

    String numeroOperationPourRecherche = "";

    boolean secondeVie;

    UUID bailleur;

    UUID administration;

    String adresse = "";

    String codePostal = "";

    String ville = "";

    String codeInseeCommune = "";

    String codeInseeDepartement = "";

    String codeInseeRegion = "";

    Integer anneeGestionProgrammation;

    @Enumerated(EnumType.STRING)
    Zone123 zone123;

    @Enumerated(EnumType.STRING)
    ZoneAbc zoneAbc;

    BigDecimal surfaceUtileTotale;

    BigDecimal surfaceCorrigeeTotale;

    @Enumerated(EnumType.STRING)
    TypeOperation typeOperation = TypeOperation.NEUF;

    @Enumerated(EnumType.STRING)
    NatureLogement natureLogement = NatureLogement.LOGEMENTSORDINAIRES;

    boolean anru;

    boolean anah;

    Integer nbLocauxCommerciaux;

    Integer nbBureaux;

    String autresLocauxHorsConvention = "";

    String vendeur = "";

    String acquereur = "";

    String referenceNotaire = "";

    String referencePublicationActe = "";

    String acteDePropriete = "";

    String effetRelatif = "";

    String certificatAdressage = "";

    String referenceCadastrale = "";

    LocalDate dateActeNotarie;

    String eddVolumetrique = "";

    String eddClassique = "";

    String eddStationnements = "";

    String mentionPublicationEddVolumetrique = "";

    String mentionPublicationEddClassique = "";

    String permisConstruire = "";

    LocalDate dateAchevementPrevisible;

    LocalDate dateAchat;

    LocalDate dateAchevement;

    LocalDate dateAchevementCompile;

    LocalDate dateAutorisationHorsHabitatInclusif;

    LocalDate dateConventionLocation;

    LocalDate dateResidenceArgementGestionnaireIntermediation;

    String departementResidenceArgementGestionnaireIntermediation = "";

    String villeSignatureResidenceAgrementGestionnaireIntermediation = "";

    UUID ancienneAdministration;

    Instant creeLe;

    @Column(name = "mis_a_jour_le")
    Instant misAJourLe;

    protected Programme() {}

    /**
     * A root programme.
     *
     * @param nom 1 to 255 characters
     * @param bailleur its bailleur, never null
     * @param administration who instructs, may be null
     */
    public Programme(UUID id, String nom, UUID bailleur, UUID administration, Instant maintenant) {
        this.id = id;
        this.nom = nom;
        this.bailleur = bailleur;
        this.administration = administration;
        this.creeLe = maintenant;
        this.misAJourLe = maintenant;
    }

    /**
     * What the step Opération writes on the programme; the address belongs to the convention (03 A3.5).
     *
     * @param typeOperation null leaves the stored one
     */
    public record Description(
            String nom,
            String codePostal,
            String ville,
            TypeOperation typeOperation,
            boolean anru,
            boolean anah,
            Integer nbLocauxCommerciaux,
            Integer nbBureaux,
            String autresLocauxHorsConvention) {}

    /** Applies a whole description (03 A3.5). */
    public void decrire(Description description, Instant maintenant) {
        nom = description.nom();
        codePostal = description.codePostal();
        ville = description.ville();
        if (description.typeOperation() != null) {
            typeOperation = description.typeOperation();
        }
        anru = description.anru();
        anah = description.anah();
        nbLocauxCommerciaux = description.nbLocauxCommerciaux();
        nbBureaux = description.nbBureaux();
        autresLocauxHorsConvention =
                description.autresLocauxHorsConvention() == null ? "" : description.autresLocauxHorsConvention();
        actualiser(maintenant);
    }

    /**
     * What the step Cadastre writes (02 §8.3); the last four are « text and files » columns.
     *
     * @param permisConstruire null for none, like every other part
     */
    public record Provenance(
            String permisConstruire,
            LocalDate dateAchat,
            LocalDate dateActeNotarie,
            LocalDate dateAchevementPrevisible,
            LocalDate dateAchevement,
            LocalDate dateConventionLocation,
            LocalDate dateAutorisationHorsHabitatInclusif,
            String departementAgrement,
            String villeAgrement,
            LocalDate dateAgrement,
            String vendeur,
            String acquereur,
            String referenceNotaire,
            String referencePublicationActe) {}

    /** Applies the step Cadastre (02 §8.3). */
    public void decrireProvenance(Provenance provenance, Instant maintenant) {
        permisConstruire = vide(provenance.permisConstruire());
        dateAchat = provenance.dateAchat();
        dateActeNotarie = provenance.dateActeNotarie();
        dateAchevementPrevisible = provenance.dateAchevementPrevisible();
        dateAchevement = provenance.dateAchevement();
        dateConventionLocation = provenance.dateConventionLocation();
        dateAutorisationHorsHabitatInclusif = provenance.dateAutorisationHorsHabitatInclusif();
        departementResidenceArgementGestionnaireIntermediation = vide(provenance.departementAgrement());
        villeSignatureResidenceAgrementGestionnaireIntermediation = vide(provenance.villeAgrement());
        dateResidenceArgementGestionnaireIntermediation = provenance.dateAgrement();
        vendeur = vide(provenance.vendeur());
        acquereur = vide(provenance.acquereur());
        referenceNotaire = vide(provenance.referenceNotaire());
        referencePublicationActe = vide(provenance.referencePublicationActe());
        actualiser(maintenant);
    }

    /** What the step EDD writes (02 §8.4); three are « text and files » columns. */
    public record Divisions(
            String eddVolumetrique,
            String mentionVolumetrique,
            String eddClassique,
            String mentionClassique,
            String eddStationnements) {}

    /** Applies the step EDD (02 §8.4). */
    public void decrireDivisions(Divisions divisions, Instant maintenant) {
        eddVolumetrique = vide(divisions.eddVolumetrique());
        mentionPublicationEddVolumetrique = vide(divisions.mentionVolumetrique());
        eddClassique = vide(divisions.eddClassique());
        mentionPublicationEddClassique = vide(divisions.mentionClassique());
        eddStationnements = vide(divisions.eddStationnements());
        actualiser(maintenant);
    }

    /** What is known of the opération when it comes from SIAP or from a data set. */
    public record Origine(
            String numeroOperation,
            NatureLogement nature,
            TypeOperation typeOperation,
            String adresse,
            String codePostal,
            String ville,
            String codeInseeCommune,
            String codeInseeDepartement,
            String codeInseeRegion,
            Integer anneeGestion,
            Zone123 zone123,
            ZoneAbc zoneAbc) {}

    /** Writes the facts of the opération (03 A13). */
    public void situer(Origine origine, Instant maintenant) {
        numeroOperation = vide(origine.numeroOperation());
        natureLogement = origine.nature();
        typeOperation = origine.typeOperation();
        adresse = vide(origine.adresse());
        codePostal = vide(origine.codePostal());
        ville = vide(origine.ville());
        codeInseeCommune = vide(origine.codeInseeCommune());
        codeInseeDepartement = vide(origine.codeInseeDepartement());
        codeInseeRegion = vide(origine.codeInseeRegion());
        anneeGestionProgrammation = origine.anneeGestion();
        zone123 = origine.zone123();
        zoneAbc = origine.zoneAbc();
        actualiser(maintenant);
    }

    /** Changes the bailleur of this programme alone (03 A12). */
    public void changerBailleur(UUID nouveau, Instant maintenant) {
        bailleur = nouveau;
        actualiser(maintenant);
    }

    /** Changes who instructs (03 A12). */
    public void changerAdministration(UUID nouvelle, Instant maintenant) {
        ancienneAdministration = administration;
        administration = nouvelle;
        actualiser(maintenant);
    }

    /** Gives the opération number, 0 to 255 characters (01 R76). */
    public void numeroter(String numero, Instant maintenant) {
        numeroOperation = vide(numero);
        actualiser(maintenant);
    }

    /** Recomputes what follows from other fields (03 R-A3.2 to R-A3.4). */
    private void actualiser(Instant maintenant) {
        numeroOperationPourRecherche = NumeroPourRecherche.de(numeroOperation);
        dateAchevementCompile = dateAchevement != null ? dateAchevement : dateAchevementPrevisible;
        if (codeInseeDepartement.isEmpty() || codeInseeRegion.isEmpty()) {
            var territoire = Territoires.deCodePostal(codePostal, codeInseeDepartement);
            if (territoire != null) {
                codeInseeDepartement = territoire.departement();
                codeInseeRegion = territoire.region();
            }
        }
        misAJourLe = maintenant;
    }

    private static String vide(String valeur) {
        return valeur == null ? "" : valeur;
    }

    public UUID id() {
        return id;
    }

    public long version() {
        return version;
    }

    public Instant creeLe() {
        return creeLe;
    }

    public Instant misAJourLe() {
        return misAJourLe;
    }

    /** Foyer (03 A3.3). */
    public boolean estFoyer() {
        return natureLogement.estFoyer();
    }

    /** Résidence (03 A3.3). */
    public boolean estResidence() {
        return natureLogement.estResidence();
    }

    /** Outre-mer; Saint-Pierre-et-Miquelon is not (03 A3.3). */
    public boolean estOutreMer() {
        return OUTRE_MER.contains(codeInseeDepartement);
    }

    /** Root programme of a clone, null for a root (A1.3). */
    public UUID parent() {
        return parent;
    }

    public String nom() {
        return nom;
    }

    public String numeroOperation() {
        return numeroOperation;
    }

    /** Derived (R-A3.2). */
    public String numeroOperationPourRecherche() {
        return numeroOperationPourRecherche;
    }

    public boolean secondeVie() {
        return secondeVie;
    }

    public UUID bailleur() {
        return bailleur;
    }

    public UUID administration() {
        return administration;
    }

    public String adresse() {
        return adresse;
    }

    public String codePostal() {
        return codePostal;
    }

    public String ville() {
        return ville;
    }

    public String codeInseeCommune() {
        return codeInseeCommune;
    }

    /** Derived (R-A3.4). */
    public String codeInseeDepartement() {
        return codeInseeDepartement;
    }

    /** Derived (R-A3.4). */
    public String codeInseeRegion() {
        return codeInseeRegion;
    }

    public Integer anneeGestionProgrammation() {
        return anneeGestionProgrammation;
    }

    public Zone123 zone123() {
        return zone123;
    }

    public ZoneAbc zoneAbc() {
        return zoneAbc;
    }

    public BigDecimal surfaceUtileTotale() {
        return surfaceUtileTotale;
    }

    public BigDecimal surfaceCorrigeeTotale() {
        return surfaceCorrigeeTotale;
    }

    public TypeOperation typeOperation() {
        return typeOperation;
    }

    public NatureLogement natureLogement() {
        return natureLogement;
    }

    public boolean anru() {
        return anru;
    }

    public boolean anah() {
        return anah;
    }

    public Integer nbLocauxCommerciaux() {
        return nbLocauxCommerciaux;
    }

    public Integer nbBureaux() {
        return nbBureaux;
    }

    public String autresLocauxHorsConvention() {
        return autresLocauxHorsConvention;
    }

    /** Text and files (A7). */
    public String vendeur() {
        return vendeur;
    }

    public String acquereur() {
        return acquereur;
    }

    public String referenceNotaire() {
        return referenceNotaire;
    }

    public String referencePublicationActe() {
        return referencePublicationActe;
    }

    public String acteDePropriete() {
        return acteDePropriete;
    }

    public String effetRelatif() {
        return effetRelatif;
    }

    public String certificatAdressage() {
        return certificatAdressage;
    }

    public String referenceCadastrale() {
        return referenceCadastrale;
    }

    public LocalDate dateActeNotarie() {
        return dateActeNotarie;
    }

    public String eddVolumetrique() {
        return eddVolumetrique;
    }

    public String eddClassique() {
        return eddClassique;
    }

    public String eddStationnements() {
        return eddStationnements;
    }

    public String mentionPublicationEddVolumetrique() {
        return mentionPublicationEddVolumetrique;
    }

    public String mentionPublicationEddClassique() {
        return mentionPublicationEddClassique;
    }

    public String permisConstruire() {
        return permisConstruire;
    }

    public LocalDate dateAchevementPrevisible() {
        return dateAchevementPrevisible;
    }

    public LocalDate dateAchat() {
        return dateAchat;
    }

    public LocalDate dateAchevement() {
        return dateAchevement;
    }

    /** Derived (R-A3.3). */
    public LocalDate dateAchevementCompile() {
        return dateAchevementCompile;
    }

    public LocalDate dateAutorisationHorsHabitatInclusif() {
        return dateAutorisationHorsHabitatInclusif;
    }

    public LocalDate dateConventionLocation() {
        return dateConventionLocation;
    }

    public LocalDate dateResidenceArgementGestionnaireIntermediation() {
        return dateResidenceArgementGestionnaireIntermediation;
    }

    public String departementResidenceArgementGestionnaireIntermediation() {
        return departementResidenceArgementGestionnaireIntermediation;
    }

    public String villeSignatureResidenceAgrementGestionnaireIntermediation() {
        return villeSignatureResidenceAgrementGestionnaireIntermediation;
    }

    /** Kept by a mass reassignment (B6). */
    public UUID ancienneAdministration() {
        return ancienneAdministration;
    }
}
