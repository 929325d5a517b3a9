package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.programme.NumeroPourRecherche;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A convention, or an avenant of one (it then has a parent). Its status moves only through {@link #passer}, along the
 * arrows of {@link Transition}. Source: 01 §1.1.
 */
@Entity
@Table(name = "convention")
public class Convention {

    @Id
    UUID id;

    @Version
    long version;

    UUID parent;

    String numero;

    String numeroPourRecherche;

    UUID programme;

    LocalDate dateFinConventionnement;

    BigDecimal fondPropre;

    String commentaires;

    String attached;

    @Enumerated(EnumType.STRING)
    Statut statut = Statut.PROJET;

    Instant soumisLe;

    Instant premiereSoumissionLe;

    LocalDate valideLe;

    UUID creePar;

    String creeParNom;

    boolean creeParInstructeur;

    @Enumerated(EnumType.STRING)
    Type1et2 type1et2;

    @Column(name = "type2_lgts_concernes_option1")
    boolean type2LgtsConcernesOption1 = true;

    @Column(name = "type2_lgts_concernes_option2")
    boolean type2LgtsConcernesOption2 = true;

    @Column(name = "type2_lgts_concernes_option3")
    boolean type2LgtsConcernesOption3 = true;

    @Column(name = "type2_lgts_concernes_option4")
    boolean type2LgtsConcernesOption4 = true;

    @Column(name = "type2_lgts_concernes_option5")
    boolean type2LgtsConcernesOption5 = true;

    @Column(name = "type2_lgts_concernes_option6")
    boolean type2LgtsConcernesOption6 = true;

    @Column(name = "type2_lgts_concernes_option7")
    boolean type2LgtsConcernesOption7 = true;

    @Column(name = "type2_lgts_concernes_option8")
    boolean type2LgtsConcernesOption8 = true;

    String signataireNom;

    String signataireFonction;

    LocalDate signataireDateDeliberation;

    String signataireBlocSignature;

    boolean identificationBailleur;

    String identificationBailleurDetail;

    String gestionnaire;

    String gestionnaireSignataireNom;

    String gestionnaireSignataireFonction;

    LocalDate gestionnaireSignataireDateDeliberation;

    String gestionnaireSignataireBlocSignature;

    String gestionnaireBlocInfoComplementaire;

    String donneesValidees;

    String nomFichierSigne;

    LocalDate televersementConventionSigneeLe;

    LocalDate dateEnvoiSpf;

    LocalDate datePublicationSpf;

    String referenceSpf;

    LocalDate dateRefusSpf;

    String motifRefusSpf;

    String nomFichierPublicationSpf;

    String descAvenant;

    String champLibreAvenant;

    String historiqueFinancementPublic;

    LocalDate dateDenonciation;

    String motifDenonciation;

    String fichierInstructionDenonciation;

    LocalDate dateResiliation;

    String motifResiliation;

    String fichierInstructionResiliation;

    String adresse;

    String fichierOverrideCerfa;

    boolean attributionAgeesAutonomie;

    boolean attributionAgeesEphad;

    boolean attributionAgeesDesorientees;

    boolean attributionAgeesPetiteUnite;

    boolean attributionAgeesAutre;

    String attributionAgeesAutreDetail;

    boolean attributionHandicapesFoyer;

    boolean attributionHandicapesFoyerDeVie;

    boolean attributionHandicapesFoyerMedicalise;

    boolean attributionHandicapesAutre;

    String attributionHandicapesAutreDetail;

    String attributionInclusifConditionsSpecifiques;

    String attributionInclusifConditionsAdmission;

    String attributionInclusifModalitesAttribution;

    String attributionInclusifPartenariats;

    String attributionInclusifActivites;

    Integer attributionReservationPrefectorale;

    String attributionModalitesReservations;

    String attributionModalitesChoixPersonnes;

    String attributionPrestationsIntegrees;

    String attributionPrestationsFacultatives;

    boolean attributionResidenceSocialeOrdinaire;

    boolean attributionPensionDeFamille;

    boolean attributionResidenceAccueil;

    boolean foyerResidenceVariante1 = true;

    boolean foyerResidenceVariante2 = true;

    boolean foyerResidenceVariante3 = true;

    @Column(name = "foyer_residence_variante2_travaux")
    String foyerResidenceVariante2Travaux;

    @Column(name = "foyer_residence_variante2_nb_annees")
    Integer foyerResidenceVariante2NbAnnees;

    @Column(name = "foyer_residence_variante2_nb_tranches")
    Integer foyerResidenceVariante2NbTranches;

    Instant creeLe;

    @Column(name = "mis_a_jour_le")
    Instant misAJourLe;

    @OneToMany(mappedBy = "convention", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("ordre")
    List<Lot> lots = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "convention_avenant_type", joinColumns = @JoinColumn(name = "convention"))
    @Column(name = "type")
    @Enumerated(EnumType.STRING)
    Set<AvenantType> avenantTypes = EnumSet.noneOf(AvenantType.class);

    protected Convention() {}

    /**
     * A new project.
     *
     * @param programme the programme it describes
     * @param createur who makes it, null for a program (01 R94)
     */
    public Convention(UUID id, UUID programme, Acteur createur, Instant maintenant) {
        this.id = id;
        this.programme = programme;
        if (createur != null && createur.utilisateur() != null) {
            signer(createur);
        }
        this.creeLe = maintenant;
        this.misAJourLe = maintenant;
    }

    /**
     * Gives an author to a convention that has none: the first person with an account who comes by the way that made it
     * (04 R81).
     *
     * @return false when it has one
     */
    public boolean adopter(Acteur acteur, Instant maintenant) {
        if (creePar != null || acteur.utilisateur() == null) {
            return false;
        }
        signer(acteur);
        misAJourLe = maintenant;
        return true;
    }

    private void signer(Acteur auteur) {
        creePar = auteur.utilisateur();
        creeParNom = auteur.nom();
        creeParInstructeur = auteur.instructeur() && !auteur.bailleur();
    }

    /**
     * Adds a lot.
     *
     * @throws ErreurMetier 409 when the convention has one of this financement already (01 R9)
     */
    public Lot ajouterLot(UUID id, Financement financement, TypeHabitat typeHabitat, Integer nbLogements) {
        if (lot(financement).isPresent()) {
            throw ErreurMetier.conflit("Cette convention a déjà un lot " + financement.libelle() + ".");
        }
        int ordre = lots.stream().mapToInt(Lot::ordre).max().orElse(0) + 1;
        var lot = new Lot(id, this, ordre, financement, typeHabitat, nbLogements);
        lots.add(lot);
        return lot;
    }

    /** What the step Bailleur writes (02 §8.1). */
    public record Signataires(
            boolean identificationBailleur,
            String identificationBailleurDetail,
            String signataireNom,
            String signataireFonction,
            LocalDate signataireDateDeliberation,
            String signataireBlocSignature,
            String gestionnaire,
            String gestionnaireSignataireNom,
            String gestionnaireSignataireFonction,
            LocalDate gestionnaireSignataireDateDeliberation,
            String gestionnaireSignataireBlocSignature,
            String gestionnaireBlocInfoComplementaire) {}

    /** The signatories as they stand, to be merged with a partial submission (02 R27). */
    public Signataires signataires() {
        return new Signataires(
                identificationBailleur,
                identificationBailleurDetail,
                signataireNom,
                signataireFonction,
                signataireDateDeliberation,
                signataireBlocSignature,
                gestionnaire,
                gestionnaireSignataireNom,
                gestionnaireSignataireFonction,
                gestionnaireSignataireDateDeliberation,
                gestionnaireSignataireBlocSignature,
                gestionnaireBlocInfoComplementaire);
    }

    /** Writes the signatories on the convention; the bailleur's own record never changes (02 R63). */
    public void designerSignataires(Signataires saisie, Instant maintenant) {
        identificationBailleur = saisie.identificationBailleur();
        identificationBailleurDetail = saisie.identificationBailleurDetail();
        signataireNom = saisie.signataireNom();
        signataireFonction = saisie.signataireFonction();
        signataireDateDeliberation = saisie.signataireDateDeliberation();
        signataireBlocSignature = saisie.signataireBlocSignature();
        gestionnaire = saisie.gestionnaire();
        gestionnaireSignataireNom = saisie.gestionnaireSignataireNom();
        gestionnaireSignataireFonction = saisie.gestionnaireSignataireFonction();
        gestionnaireSignataireDateDeliberation = saisie.gestionnaireSignataireDateDeliberation();
        gestionnaireSignataireBlocSignature = saisie.gestionnaireSignataireBlocSignature();
        gestionnaireBlocInfoComplementaire = saisie.gestionnaireBlocInfoComplementaire();
        misAJourLe = maintenant;
    }

    /** Writes the address of the convention (03 R-A3.12) and, when given, the habitat of every lot. */
    public void localiser(String nouvelleAdresse, TypeHabitat typeHabitat, Instant maintenant) {
        adresse = nouvelleAdresse;
        if (typeHabitat != null) {
            lots.forEach(lot -> lot.habiter(typeHabitat));
        }
        misAJourLe = maintenant;
    }

    /**
     * Writes the step Financement (02 §8.5).
     *
     * @param fin last day of the convention (02 R83)
     * @param fonds own funds in €, may be null
     */
    public void financer(LocalDate fin, BigDecimal fonds, String historiquePublic, Instant maintenant) {
        dateFinConventionnement = fin;
        fondPropre = fonds;
        historiqueFinancementPublic = historiquePublic;
        misAJourLe = maintenant;
    }

    /** Writes what the bailleur says to the instructeur, as a « text and files » column (02 §8.15). */
    public void commenter(String colonne, Instant maintenant) {
        commentaires = colonne;
        misAJourLe = maintenant;
    }

    /** Writes the options of one lot (02 §8.6). */
    public void decrireLot(UUID lot, Lot.Options options, Instant maintenant) {
        lots.stream()
                .filter(l -> l.id().equals(lot))
                .findFirst()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce lot n’appartient pas à la convention."))
                .appliquer(options);
        misAJourLe = maintenant;
    }

    /** Says that rows of the convention changed: its version moves, so that a stale form is refused. */
    public void marquerModifiee(Instant maintenant) {
        misAJourLe = maintenant;
    }

    /**
     * Chooses type I or II, or neither yet, and which of the eight categories a type II is about (01 R79).
     *
     * @param categories the eight, in order
     */
    public void choisirType(Type1et2 type, List<Boolean> categories, Instant maintenant) {
        type1et2 = type;
        type2LgtsConcernesOption1 = categories.get(0);
        type2LgtsConcernesOption2 = categories.get(1);
        type2LgtsConcernesOption3 = categories.get(2);
        type2LgtsConcernesOption4 = categories.get(3);
        type2LgtsConcernesOption5 = categories.get(4);
        type2LgtsConcernesOption6 = categories.get(5);
        type2LgtsConcernesOption7 = categories.get(6);
        type2LgtsConcernesOption8 = categories.get(7);
        misAJourLe = maintenant;
    }

    /** The eight categories of a type II, in order. */
    public List<Boolean> type2LgtsConcernes() {
        return List.of(
                type2LgtsConcernesOption1,
                type2LgtsConcernesOption2,
                type2LgtsConcernesOption3,
                type2LgtsConcernesOption4,
                type2LgtsConcernesOption5,
                type2LgtsConcernesOption6,
                type2LgtsConcernesOption7,
                type2LgtsConcernesOption8);
    }

    /**
     * Moves along an arrow of the state machine. Nothing else assigns the status.
     *
     * @return what happened, to be kept in the history
     */
    ChangementDeStatut passer(Transition transition, Instant maintenant) {
        var avant = statut;
        statut = transition.vers();
        misAJourLe = maintenant;
        return new ChangementDeStatut(avant, statut);
    }

    /** The two ends of an arrow. */
    record ChangementDeStatut(Statut avant, Statut apres) {}

    void noterSoumission(Instant maintenant) {
        if (premiereSoumissionLe == null) {
            premiereSoumissionLe = maintenant;
        }
        // D14: « soumise le » is the date of the latest submission.
        soumisLe = maintenant;
    }

    void numeroter(String nouveau, LocalDate jour) {
        numero = nouveau;
        numeroPourRecherche = NumeroPourRecherche.de(nouveau);
        if (valideLe == null) {
            valideLe = jour;
        }
    }

    void deposerSignee(String nomFichier, Instant maintenant) {
        nomFichierSigne = nomFichier;
        misAJourLe = maintenant;
    }

    void dater(LocalDate signature) {
        televersementConventionSigneeLe = signature;
    }

    /** What was signed no longer stands; its number and dates are kept (01 R57, D13). */
    void oublierDocumentSigne() {
        nomFichierSigne = null;
    }

    /** Sent to the land registry on a day, or no more sent (01 D34). */
    void envoyerAuSpf(LocalDate jour) {
        dateEnvoiSpf = jour;
    }

    /** Published by the land registry (01 R188). */
    void publier(String reference, LocalDate jour) {
        referenceSpf = reference;
        datePublicationSpf = jour;
    }

    /**
     * Ends with its family, pronounced by an avenant (01 R154, R163).
     *
     * @param fin {@code DENONCEE} or {@code RESILIEE}
     */
    ChangementDeStatut terminer(Statut fin, LocalDate jour, Instant maintenant) {
        var avant = statut;
        statut = fin;
        if (fin == Statut.DENONCEE) {
            dateDenonciation = jour;
        } else {
            dateResiliation = jour;
        }
        misAJourLe = maintenant;
        return new ChangementDeStatut(avant, statut);
    }

    /** Takes back the status it had before the end of its family was pronounced (01 D41). */
    ChangementDeStatut retablir(Statut avantLaFin, Instant maintenant) {
        var avant = statut;
        statut = avantLaFin;
        dateDenonciation = null;
        dateResiliation = null;
        misAJourLe = maintenant;
        return new ChangementDeStatut(avant, statut);
    }

    /** Keeps the data the validated document was made of (06 A6). */
    public void figer(String donnees) {
        donneesValidees = donnees;
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

    /** Lots in the order they were added (01 R7). */
    public List<Lot> lots() {
        return Collections.unmodifiableList(lots);
    }

    /** The lot of a financement. */
    public Optional<Lot> lot(Financement financement) {
        return lots.stream().filter(lot -> lot.financement() == financement).findFirst();
    }

    /** The first lot, if any (01 R7). */
    public Optional<Lot> premierLot() {
        return lots.stream().findFirst();
    }

    public Set<AvenantType> avenantTypes() {
        return Collections.unmodifiableSet(avenantTypes);
    }

    /** An avenant has a parent. */
    public boolean estAvenant() {
        return parent != null;
    }

    /** Several lots (01 R8). */
    public boolean estMixte() {
        return lots.size() > 1;
    }

    /** Declared logements, lots without a number left out (01 §3). */
    public int nbLogements() {
        return lots.stream()
                .map(Lot::nbLogements)
                .filter(nombre -> nombre != null)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** The convention an avenant changes; null for a convention (R3). */
    public UUID parent() {
        return parent;
    }

    public String numero() {
        return numero;
    }

    /** Derived (R75). */
    public String numeroPourRecherche() {
        return numeroPourRecherche;
    }

    public UUID programme() {
        return programme;
    }

    public LocalDate dateFinConventionnement() {
        return dateFinConventionnement;
    }

    public BigDecimal fondPropre() {
        return fondPropre;
    }

    /** Text and files (01 §1.9). */
    public String commentaires() {
        return commentaires;
    }

    public String attached() {
        return attached;
    }

    public Statut statut() {
        return statut;
    }

    public Instant soumisLe() {
        return soumisLe;
    }

    public Instant premiereSoumissionLe() {
        return premiereSoumissionLe;
    }

    public LocalDate valideLe() {
        return valideLe;
    }

    public UUID creePar() {
        return creePar;
    }

    public String creeParNom() {
        return creeParNom;
    }

    /** Decides T2c and R64. */
    public boolean creeParInstructeur() {
        return creeParInstructeur;
    }

    public Type1et2 type1et2() {
        return type1et2;
    }

    public boolean type2LgtsConcernesOption1() {
        return type2LgtsConcernesOption1;
    }

    public boolean type2LgtsConcernesOption2() {
        return type2LgtsConcernesOption2;
    }

    public boolean type2LgtsConcernesOption3() {
        return type2LgtsConcernesOption3;
    }

    public boolean type2LgtsConcernesOption4() {
        return type2LgtsConcernesOption4;
    }

    public boolean type2LgtsConcernesOption5() {
        return type2LgtsConcernesOption5;
    }

    public boolean type2LgtsConcernesOption6() {
        return type2LgtsConcernesOption6;
    }

    public boolean type2LgtsConcernesOption7() {
        return type2LgtsConcernesOption7;
    }

    public boolean type2LgtsConcernesOption8() {
        return type2LgtsConcernesOption8;
    }

    public String signataireNom() {
        return signataireNom;
    }

    public String signataireFonction() {
        return signataireFonction;
    }

    public LocalDate signataireDateDeliberation() {
        return signataireDateDeliberation;
    }

    public String signataireBlocSignature() {
        return signataireBlocSignature;
    }

    public boolean identificationBailleur() {
        return identificationBailleur;
    }

    public String identificationBailleurDetail() {
        return identificationBailleurDetail;
    }

    public String gestionnaire() {
        return gestionnaire;
    }

    public String gestionnaireSignataireNom() {
        return gestionnaireSignataireNom;
    }

    public String gestionnaireSignataireFonction() {
        return gestionnaireSignataireFonction;
    }

    public LocalDate gestionnaireSignataireDateDeliberation() {
        return gestionnaireSignataireDateDeliberation;
    }

    public String gestionnaireSignataireBlocSignature() {
        return gestionnaireSignataireBlocSignature;
    }

    public String gestionnaireBlocInfoComplementaire() {
        return gestionnaireBlocInfoComplementaire;
    }

    /** Snapshot of the data of the validated document (06 A6). */
    public String donneesValidees() {
        return donneesValidees;
    }

    public String nomFichierSigne() {
        return nomFichierSigne;
    }

    /** Signature date, despite its name. */
    public LocalDate televersementConventionSigneeLe() {
        return televersementConventionSigneeLe;
    }

    public LocalDate dateEnvoiSpf() {
        return dateEnvoiSpf;
    }

    public LocalDate datePublicationSpf() {
        return datePublicationSpf;
    }

    public String referenceSpf() {
        return referenceSpf;
    }

    public LocalDate dateRefusSpf() {
        return dateRefusSpf;
    }

    public String motifRefusSpf() {
        return motifRefusSpf;
    }

    public String nomFichierPublicationSpf() {
        return nomFichierPublicationSpf;
    }

    public String descAvenant() {
        return descAvenant;
    }

    public String champLibreAvenant() {
        return champLibreAvenant;
    }

    public String historiqueFinancementPublic() {
        return historiqueFinancementPublic;
    }

    public LocalDate dateDenonciation() {
        return dateDenonciation;
    }

    public String motifDenonciation() {
        return motifDenonciation;
    }

    public String fichierInstructionDenonciation() {
        return fichierInstructionDenonciation;
    }

    public LocalDate dateResiliation() {
        return dateResiliation;
    }

    public String motifResiliation() {
        return motifResiliation;
    }

    public String fichierInstructionResiliation() {
        return fichierInstructionResiliation;
    }

    /** Overrides the address of the programme. */
    public String adresse() {
        return adresse;
    }

    public String fichierOverrideCerfa() {
        return fichierOverrideCerfa;
    }

    public boolean attributionAgeesAutonomie() {
        return attributionAgeesAutonomie;
    }

    public boolean attributionAgeesEphad() {
        return attributionAgeesEphad;
    }

    public boolean attributionAgeesDesorientees() {
        return attributionAgeesDesorientees;
    }

    public boolean attributionAgeesPetiteUnite() {
        return attributionAgeesPetiteUnite;
    }

    public boolean attributionAgeesAutre() {
        return attributionAgeesAutre;
    }

    public String attributionAgeesAutreDetail() {
        return attributionAgeesAutreDetail;
    }

    public boolean attributionHandicapesFoyer() {
        return attributionHandicapesFoyer;
    }

    public boolean attributionHandicapesFoyerDeVie() {
        return attributionHandicapesFoyerDeVie;
    }

    public boolean attributionHandicapesFoyerMedicalise() {
        return attributionHandicapesFoyerMedicalise;
    }

    public boolean attributionHandicapesAutre() {
        return attributionHandicapesAutre;
    }

    public String attributionHandicapesAutreDetail() {
        return attributionHandicapesAutreDetail;
    }

    public String attributionInclusifConditionsSpecifiques() {
        return attributionInclusifConditionsSpecifiques;
    }

    public String attributionInclusifConditionsAdmission() {
        return attributionInclusifConditionsAdmission;
    }

    public String attributionInclusifModalitesAttribution() {
        return attributionInclusifModalitesAttribution;
    }

    public String attributionInclusifPartenariats() {
        return attributionInclusifPartenariats;
    }

    public String attributionInclusifActivites() {
        return attributionInclusifActivites;
    }

    public Integer attributionReservationPrefectorale() {
        return attributionReservationPrefectorale;
    }

    public String attributionModalitesReservations() {
        return attributionModalitesReservations;
    }

    public String attributionModalitesChoixPersonnes() {
        return attributionModalitesChoixPersonnes;
    }

    public String attributionPrestationsIntegrees() {
        return attributionPrestationsIntegrees;
    }

    public String attributionPrestationsFacultatives() {
        return attributionPrestationsFacultatives;
    }

    public boolean attributionResidenceSocialeOrdinaire() {
        return attributionResidenceSocialeOrdinaire;
    }

    public boolean attributionPensionDeFamille() {
        return attributionPensionDeFamille;
    }

    public boolean attributionResidenceAccueil() {
        return attributionResidenceAccueil;
    }

    public boolean foyerResidenceVariante1() {
        return foyerResidenceVariante1;
    }

    public boolean foyerResidenceVariante2() {
        return foyerResidenceVariante2;
    }

    public boolean foyerResidenceVariante3() {
        return foyerResidenceVariante3;
    }

    public String foyerResidenceVariante2Travaux() {
        return foyerResidenceVariante2Travaux;
    }

    public Integer foyerResidenceVariante2NbAnnees() {
        return foyerResidenceVariante2NbAnnees;
    }

    public Integer foyerResidenceVariante2NbTranches() {
        return foyerResidenceVariante2NbTranches;
    }
}
