package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves conventions along the arrows of {@link Transition}: the one entry point, for pages and API alike. */
@Service
public class CycleDeVie {

    private static final int NUMERO_MAX = 250;

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final Historique historique;
    private final DroitsConvention droits;
    private final Numerotation numerotation;
    private final ApplicationEventPublisher evenements;
    private final JdbcClient jdbc;
    private final Clock horloge;

    CycleDeVie(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            Historique historique,
            DroitsConvention droits,
            Numerotation numerotation,
            ApplicationEventPublisher evenements,
            JdbcClient jdbc,
            Clock horloge) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.historique = historique;
        this.droits = droits;
        this.numerotation = numerotation;
        this.evenements = evenements;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /**
     * What a person says when confirming a transition.
     *
     * @param version of the convention as the page showed it; null skips the check
     * @param commentaire free text for the other side, at most 5000 characters
     * @param copie send the author a copy of the mail
     * @param numero for {@link Transition#VALIDER}
     * @param date of signature, for {@link Transition#SIGNER}
     */
    public record Demande(Long version, String commentaire, boolean copie, String numero, LocalDate date) {

        /** A confirmation without anything to say. */
        public static Demande simple(Long version) {
            return new Demande(version, null, false, null, null);
        }
    }

    /**
     * A transition as a screen offers it.
     *
     * @param refus why it is not open, empty when it is
     */
    public record Offre(Transition transition, List<String> refus) {

        public boolean ouverte() {
            return refus.isEmpty();
        }
    }

    /** Everything a page about the life of a convention needs, read once. */
    public record Etat(
            Convention convention,
            Programme programme,
            Bailleur bailleur,
            FaitsDeTransition faits,
            List<Offre> offres) {

        /** The transition this person is expected to make next, if any. */
        public java.util.Optional<Offre> principale() {
            return offres.stream()
                    .filter(offre -> switch (offre.transition()) {
                        case SOUMETTRE, RENVOYER, VALIDER, SIGNER -> true;
                        default -> false;
                    })
                    .findFirst();
        }
    }

    /** The state of a convention and what this person may do with it. */
    @Transactional(readOnly = true)
    public Etat etat(UUID id, Identite identite) {
        droits.exigerVoir(id, identite);
        return lire(id, identite);
    }

    /**
     * Makes a transition: rights, status, conditions, history, announcement, in one transaction.
     *
     * @throws ErreurMetier 404 unknown, 403 outside the perimeter or without the permission, 409 refused by the status, by
     *     a condition or because the page is stale, 422 for a wrong number or date
     */
    @Transactional
    public Convention appliquer(UUID id, Transition transition, Demande demande, Identite identite) {
        droits.exiger(id, identite, transition.permission());
        var etat = lire(id, identite);
        var convention = etat.convention();
        verifierVersion(convention, demande);
        var acteur = Acteur.de(identite);
        var refus = transition.refus(convention.statut(), acteur, etat.faits());
        if (!refus.isEmpty()) {
            throw refuser(convention, transition, refus);
        }
        if (demande.commentaire() != null && demande.commentaire().length() > 5000) {
            throw invalide("commentaire", "Le commentaire compte au plus 5 000 caractères.");
        }
        var maintenant = horloge.instant();
        preparer(transition, demande, convention);
        var changement = convention.passer(transition, maintenant);
        enregistrer(convention, demande.numero());
        historique.noter(id, changement.avant(), changement.apres(), vide(demande.commentaire()), acteur, maintenant);
        evenements.publishEvent(new ConventionStatutChange(
                UUID.randomUUID(),
                id,
                convention.numero(),
                changement.avant(),
                changement.apres(),
                new ConventionStatutChange.Auteur(acteur.utilisateur(), acteur.nom()),
                maintenant));
        evenements.publishEvent(
                new TransitionFaite(id, transition, acteur, vide(demande.commentaire()), demande.copie()));
        evenements.publishEvent(new ConventionModifiee(id));
        return convention;
    }

    /** The number proposed to the instructeur (01 §6). */
    @Transactional(readOnly = true)
    public String numeroPropose(UUID id, Identite identite) {
        droits.exiger(id, identite, DroitsConvention.VALIDER);
        var convention = charger(id);
        var programme = programmes.findById(convention.programme()).orElseThrow();
        return numerotation.proposer(
                convention,
                programme,
                references.administration(programme.administration()).orElse(null),
                LocalDate.now(horloge));
    }

    /** Records the signed document that was just stored; the status does not move (01 R178). */
    @Transactional
    public void deposerDocumentSigne(UUID id, String nomFichier, Identite identite) {
        droits.exigerModifier(id, identite);
        var convention = charger(id);
        if (convention.statut() != Statut.A_SIGNER) {
            throw ErreurMetier.conflit("Le document signé se dépose quand la convention est « À signer ». Elle est « "
                    + convention.statut().libelle(identite.estInstructeur()) + " ».");
        }
        convention.deposerSignee(nomFichier, horloge.instant());
    }

    private void preparer(Transition transition, Demande demande, Convention convention) {
        switch (transition) {
            case SOUMETTRE -> convention.noterSoumission(horloge.instant());
            case VALIDER -> convention.numeroter(numeroValide(demande.numero(), convention), LocalDate.now(horloge));
            case SIGNER -> convention.dater(dateValide(demande.date(), convention));
            case DEMANDER_CORRECTION,
                    RENVOYER,
                    REVENIR_EN_INSTRUCTION,
                    ENVOYER_PUBLICATION,
                    REVENIR_A_SIGNEE,
                    PUBLIER,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    ANNULER,
                    REACTIVER -> {}
        }
    }

    private String numeroValide(String saisi, Convention convention) {
        var numero = saisi == null ? "" : saisi.trim();
        if (numero.isEmpty()) {
            throw invalide("numero", "Indiquez le numéro de la convention.");
        }
        if (numero.length() > NUMERO_MAX) {
            throw invalide("numero", "Le numéro compte au plus " + NUMERO_MAX + " caractères.");
        }
        if (!convention.estAvenant() && conventions.existsByNumeroAndIdNot(numero, convention.id())) {
            throw dejaPorte(numero);
        }
        return numero;
    }

    private LocalDate dateValide(LocalDate date, Convention convention) {
        if (date == null) {
            throw invalide("date", "Indiquez la date de signature.");
        }
        if (date.isAfter(LocalDate.now(horloge))) {
            throw invalide("date", "La date de signature ne peut pas être dans le futur.");
        }
        if (convention.valideLe() != null && date.isBefore(convention.valideLe())) {
            throw invalide("date", "La date de signature doit suivre la validation de la convention.");
        }
        return date;
    }

    private void enregistrer(Convention convention, String numero) {
        try {
            conventions.saveAndFlush(convention);
        } catch (DataIntegrityViolationException e) {
            if (String.valueOf(e.getMessage()).contains("convention_numero_unique")) {
                // Two instructeurs confirmed the same number at the same instant: the database tells the second.
                throw dejaPorte(numero);
            }
            throw e;
        }
    }

    private Etat lire(UUID id, Identite identite) {
        var convention = charger(id);
        var programme = programmes.findById(convention.programme()).orElseThrow();
        var bailleur = references.bailleur(programme.bailleur()).orElse(null);
        var faits = faits(convention, programme, bailleur);
        var acteur = Acteur.de(identite);
        var offres = new ArrayList<Offre>();
        for (var transition : Transition.values()) {
            if (transition.concerne(convention.statut(), acteur) && identite.aPermission(transition.permission())) {
                offres.add(new Offre(transition, transition.refus(convention.statut(), acteur, faits)));
            }
        }
        return new Etat(convention, programme, bailleur, faits, List.copyOf(offres));
    }

    private FaitsDeTransition faits(Convention convention, Programme programme, Bailleur bailleur) {
        var nature = programme.natureLogement();
        boolean type1et2 = bailleur != null && bailleur.estType1et2();
        boolean typeManquant =
                type1et2 && !convention.estAvenant() && nature.estCommeHlm() && convention.type1et2() == null;
        boolean publiable = nature.estFoyer()
                || nature == fr.gouv.apilos.convention.enumeration.NatureLogement.RHVS
                || nature.horsSpf()
                        && (type1et2
                                || convention.statut() == Statut.PUBLICATION_EN_COURS
                                || convention.statut() == Statut.PUBLIE);
        return new FaitsDeTransition(
                convention.estAvenant(),
                !programme.numeroOperation().isBlank(),
                convention.creeParInstructeur(),
                typeManquant,
                convention.nomFichierSigne() != null
                        && !convention.nomFichierSigne().isBlank(),
                publiable,
                convention.avenantTypes().contains(AvenantType.DENONCIATION),
                convention.avenantTypes().contains(AvenantType.RESILIATION),
                convention.estAvenant() && autreAvenantEnCours(convention),
                Completude.manques(convention, programme, bailleur, logementsParLot(convention.id())));
    }

    private Map<UUID, Integer> logementsParLot(UUID convention) {
        return jdbc
                .sql("""
                    select l.id, count(g.id)::int from lot l left join logement g on g.lot = l.id
                    where l.convention = :convention group by l.id\
                    """)
                .param("convention", convention)
                .query((ligne, numero) -> Map.entry(ligne.getObject(1, UUID.class), ligne.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean autreAvenantEnCours(Convention avenant) {
        return jdbc.sql("""
            select exists (select from convention where parent = :parent and id <> :id
              and statut in ('PROJET', 'INSTRUCTION', 'CORRECTION'))\
            """)
                .param("parent", avenant.parent())
                .param("id", avenant.id())
                .query(Boolean.class)
                .single();
    }

    private Convention charger(UUID id) {
        return conventions
                .findWithLotsById(id)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
    }

    private void verifierVersion(Convention convention, Demande demande) {
        if (demande.version() != null && demande.version() != convention.version()) {
            throw perimee(convention);
        }
    }

    private ErreurMetier refuser(Convention convention, Transition transition, List<String> refus) {
        if (convention.statut() == transition.vers() && !transition.depuis().contains(convention.statut())) {
            return perimee(convention);
        }
        return new ErreurMetier(
                ErreurCommune.CONFLIT,
                String.join(" ", refus),
                Map.of("statut", convention.statut().name(), "transition", transition.name()));
    }

    private ErreurMetier perimee(Convention convention) {
        var derniere = historique.derniere(convention.id());
        var detail = derniere.filter(ligne -> ligne.statut() == convention.statut())
                .map(ligne -> "%s a déjà changé cette convention, à présent « %s ». Rouvrez la page avant de continuer."
                        .formatted(
                                ligne.utilisateurNom() == null ? "Une autre personne" : ligne.utilisateurNom(),
                                convention.statut().libelle(true)))
                .orElse("Cette convention a été modifiée depuis l’ouverture de la page. Rouvrez-la avant de"
                        + " continuer.");
        return new ErreurMetier(
                ErreurCommune.PERIME,
                detail,
                Map.of("statut", convention.statut().name()));
    }

    private static ErreurMetier dejaPorte(String numero) {
        return invalide("numero", "Le numéro " + numero + " est déjà porté par une autre convention.");
    }

    private static ErreurMetier invalide(String champ, String message) {
        return new ErreurMetier(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }

    private static String vide(String texte) {
        return texte == null || texte.isBlank() ? null : texte.trim();
    }
}
