package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.convention.Convention.ChangementDeStatut;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Manque;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Moves conventions along the arrows of {@link Transition}: the one entry point, for pages and API alike. */
@Service
public class CycleDeVie {

    private static final Logger LOG = LoggerFactory.getLogger(CycleDeVie.class);
    private static final int NUMERO_MAX = 250;
    private static final int REFERENCE_MAX = 50;

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final Historique historique;
    private final DroitsConvention droits;
    private final Numerotation numerotation;
    private final Commentaires commentaires;
    private final ApplicationEventPublisher evenements;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final List<ControleDeTransition> controles;
    private final Clock horloge;

    CycleDeVie(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            Historique historique,
            DroitsConvention droits,
            Numerotation numerotation,
            Commentaires commentaires,
            ApplicationEventPublisher evenements,
            JdbcClient jdbc,
            JsonMapper json,
            List<ControleDeTransition> controles,
            Clock horloge) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.historique = historique;
        this.droits = droits;
        this.numerotation = numerotation;
        this.commentaires = commentaires;
        this.evenements = evenements;
        this.jdbc = jdbc;
        this.json = json;
        this.controles = List.copyOf(controles);
        this.horloge = horloge;
    }

    /**
     * What a person says when confirming a transition.
     *
     * @param version of the convention as the page showed it; null skips the check
     * @param commentaire free text for the other side, at most 5000 characters
     * @param copie send the author a copy of the mail
     * @param numero for {@link Transition#VALIDER}
     * @param date of signature, for {@link Transition#SIGNER}; of publication, for {@link Transition#PUBLIER}
     * @param reference of the publication, for {@link Transition#PUBLIER}, at most 50 characters
     * @param traites comments of the instructeur the bailleur says are treated, for {@link Transition#RENVOYER}
     */
    public record Demande(
            Long version,
            String commentaire,
            boolean copie,
            String numero,
            LocalDate date,
            String reference,
            Set<UUID> traites) {

        /** A confirmation that treats no comment. */
        public Demande(
                Long version, String commentaire, boolean copie, String numero, LocalDate date, String reference) {
            this(version, commentaire, copie, numero, date, reference, Set.of());
        }

        /** A confirmation without anything to say. */
        public static Demande simple(Long version) {
            return new Demande(version, null, false, null, null, null);
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
            List<Offre> offres,
            boolean supprimable) {

        /** Whether the act is of type I or II: bailleur neither HLM nor SEM, neither avenant, foyer nor résidence (01 R77). */
        public boolean typeAChoisir() {
            return bailleur != null
                    && bailleur.estType1et2()
                    && !convention.estAvenant()
                    && !programme.estFoyer()
                    && !programme.estResidence();
        }

        /** The transition this person is expected to make next, if any: nothing while the other side works. */
        public Optional<Offre> principale() {
            return offres.stream()
                    .filter(offre -> switch (offre.transition()) {
                        case SOUMETTRE, RENVOYER, SIGNER, PUBLIER -> true;
                        case VALIDER, DENONCER, RESILIER ->
                            convention.statut() == Statut.INSTRUCTION
                                    || convention.statut() == Statut.PROJET && offre.ouverte();
                        case DEMANDER_CORRECTION,
                                NOTIFIER_BAILLEUR,
                                NOTIFIER_INSTRUCTEUR,
                                REVENIR_EN_INSTRUCTION,
                                ENVOYER_PUBLICATION,
                                REVENIR_A_SIGNEE,
                                REVENIR_EN_PUBLICATION,
                                RETABLIR,
                                ANNULER,
                                REACTIVER -> false;
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
        if (transition == Transition.RENVOYER) {
            commentaires.resoudre(id, demande.traites(), acteur);
        }
        preparer(transition, demande, convention);
        switch (transition) {
            case DENONCER -> terminer(convention, Statut.DENONCEE, convention.dateDenonciation(), acteur, maintenant);
            case RESILIER -> terminer(convention, Statut.RESILIEE, convention.dateResiliation(), acteur, maintenant);
            case RETABLIR -> retablir(convention, acteur, maintenant);
            default -> {
                // The other transitions move one act alone.
            }
        }
        var changement = convention.passer(transition, maintenant);
        enregistrer(convention, demande.numero());
        tracer(convention, changement, vide(demande.commentaire()), acteur, maintenant);
        evenements.publishEvent(
                new TransitionFaite(id, transition, acteur, vide(demande.commentaire()), demande.copie(), maintenant));
        evenements.publishEvent(new ConventionModifiee(id));
        return convention;
    }

    /**
     * Deletes a cancelled convention for ever, with its avenants, its history and its files (01 T15).
     *
     * @param version of the convention as the page showed it; null skips the check
     * @throws ErreurMetier 404 unknown, 403 outside the perimeter or without the permission, 409 when it is not cancelled or
     *     one of its avenants is not
     */
    @Transactional
    public void supprimer(UUID id, Long version, Identite identite) {
        droits.exiger(id, identite, DroitsConvention.SUPPRIMER);
        var convention = charger(id);
        if (version != null && version != convention.version()) {
            throw perimee(convention);
        }
        exigerSupprimable(convention, identite);
        var disparues = new ArrayList<UUID>();
        disparues.add(id);
        conventions.findByParentOrderByCreeLe(id).forEach(avenant -> disparues.add(avenant.id()));
        evenements.publishEvent(new ConventionSupprimee(List.copyOf(disparues)));
        // The foreign keys take rows, history, comments and the projection with it (01 R4).
        jdbc.sql("delete from convention where id = :id").param("id", id).update();
        LOG.info("Convention {} (n° {}) deleted by {}", id, convention.numero(), identite.utilisateur());
    }

    /** The number proposed to the instructeur (01 §6). */
    @Transactional(readOnly = true)
    public String numeroPropose(Etat etat) {
        return numerotation.proposer(
                etat.convention(),
                etat.programme(),
                references.administration(etat.programme().administration()).orElse(null),
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
            case SOUMETTRE, RENVOYER -> convention.noterSoumission(horloge.instant());
            case VALIDER -> convention.numeroter(numeroValide(demande.numero(), convention), LocalDate.now(horloge));
            case SIGNER -> convention.dater(dateValide(demande.date(), convention));
            case REVENIR_EN_INSTRUCTION -> convention.oublierDocumentSigne();
            case ENVOYER_PUBLICATION -> convention.envoyerAuSpf(LocalDate.now(horloge));
            case REVENIR_A_SIGNEE -> convention.envoyerAuSpf(null);
            case PUBLIER ->
                convention.publier(
                        referenceValide(demande.reference()), datePublicationValide(demande.date(), convention));
            case DEMANDER_CORRECTION,
                    NOTIFIER_BAILLEUR,
                    NOTIFIER_INSTRUCTEUR,
                    REVENIR_EN_PUBLICATION,
                    DENONCER,
                    RESILIER,
                    RETABLIR,
                    ANNULER,
                    REACTIVER -> {}
        }
    }

    /** Ends the whole family, what was cancelled apart (01 R154, R163, D41); each act keeps a line of history (D10). */
    private void terminer(Convention avenant, Statut fin, LocalDate jour, Acteur acteur, Instant maintenant) {
        for (var acte : famille(avenant)) {
            if (acte.statut() != Statut.ANNULEE && acte.statut() != fin) {
                tracer(acte, acte.terminer(fin, jour, maintenant), null, acteur, maintenant);
                conventions.save(acte);
            }
        }
    }

    /** Gives each act of the family the status it had before its end was pronounced (01 D41). */
    private void retablir(Convention avenant, Acteur acteur, Instant maintenant) {
        var avants = historique.statutsPrecedents(avenant.parent(), avenant.statut());
        for (var acte : famille(avenant)) {
            var avant = avants.get(acte.id());
            if (avant != null) {
                tracer(acte, acte.retablir(avant, maintenant), null, acteur, maintenant);
                conventions.save(acte);
            }
        }
    }

    /** The other acts of the family of an avenant: its parent and the avenants beside it. */
    private List<Convention> famille(Convention avenant) {
        var actes = new ArrayList<Convention>();
        actes.add(charger(avenant.parent()));
        conventions.findByParentOrderByCreeLe(avenant.parent()).stream()
                .filter(acte -> !acte.id().equals(avenant.id()))
                .forEach(actes::add);
        return actes;
    }

    private void tracer(
            Convention acte, ChangementDeStatut changement, String commentaire, Acteur acteur, Instant maintenant) {
        historique.noter(acte.id(), changement.avant(), changement.apres(), commentaire, acteur, maintenant);
        evenements.publishEvent(new ConventionStatutChange(
                UUID.randomUUID(),
                acte.id(),
                acte.numero(),
                changement.avant(),
                changement.apres(),
                new ConventionStatutChange.Auteur(acteur.utilisateur(), acteur.nom()),
                maintenant));
    }

    private void exigerSupprimable(Convention convention, Identite identite) {
        if (convention.statut() != Statut.ANNULEE) {
            throw ErreurMetier.conflit("Seule une convention annulée peut être supprimée. Celle-ci est « "
                    + convention.statut().libelle(identite.estInstructeur()) + " ».");
        }
        if (conventions.findByParentOrderByCreeLe(convention.id()).stream()
                .anyMatch(avenant -> avenant.statut() != Statut.ANNULEE)) {
            throw ErreurMetier.conflit(
                    "Cette convention a un avenant qui n’est pas annulé : elle ne peut pas être" + " supprimée.");
        }
    }

    private static String referenceValide(String saisie) {
        var reference = vide(saisie);
        if (reference == null) {
            throw invalide("reference", "Indiquez la référence de publication.");
        }
        if (reference.length() > REFERENCE_MAX) {
            throw invalide("reference", "La référence compte au plus " + REFERENCE_MAX + " caractères.");
        }
        return reference;
    }

    private LocalDate datePublicationValide(LocalDate date, Convention convention) {
        if (date == null) {
            throw invalide("date", "Indiquez la date de publication.");
        }
        if (date.isAfter(LocalDate.now(horloge))) {
            throw invalide("date", "La date de publication ne peut pas être dans le futur.");
        }
        var signature = convention.televersementConventionSigneeLe();
        if (signature != null && date.isBefore(signature)) {
            throw invalide("date", "La date de publication doit suivre la signature de la convention.");
        }
        return date;
    }

    private String numeroValide(String saisi, Convention convention) {
        var numero = saisi == null ? "" : saisi.trim();
        if (numero.isEmpty()) {
            throw invalide("numero", "Indiquez le numéro de la convention.");
        }
        if (numero.length() > NUMERO_MAX) {
            throw invalide("numero", "Le numéro compte au plus " + NUMERO_MAX + " caractères.");
        }
        boolean pris = convention.estAvenant()
                ? conventions.existsByParentAndNumeroAndIdNot(convention.parent(), numero, convention.id())
                : conventions.existsByParentIsNullAndNumeroAndIdNot(numero, convention.id());
        if (pris) {
            throw dejaPorte(numero, convention.estAvenant());
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
            var message = String.valueOf(e.getMessage());
            if (message.contains("convention_numero_unique") || message.contains("convention_numero_avenant_unique")) {
                // Two instructeurs confirmed the same number at the same instant: the database tells the second.
                throw dejaPorte(numero, convention.estAvenant());
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
            if (transition.concerne(convention.statut(), acteur, faits)
                    && identite.aPermission(transition.permission())) {
                offres.add(new Offre(transition, transition.refus(convention.statut(), acteur, faits)));
            }
        }
        boolean supprimable = DroitsConvention.estSupprimable(convention.statut(), identite);
        return new Etat(convention, programme, bailleur, faits, List.copyOf(offres), supprimable);
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
        // Types and family are read for avenants alone, and for the statuses whose transitions ask.
        boolean denonciation =
                convention.estAvenant() && convention.avenantTypes().contains(AvenantType.DENONCIATION);
        boolean resiliation =
                convention.estAvenant() && convention.avenantTypes().contains(AvenantType.RESILIATION);
        return new FaitsDeTransition(
                convention.estAvenant(),
                !programme.numeroOperation().isBlank(),
                convention.creeParInstructeur(),
                typeManquant,
                rempli(convention.nomFichierSigne()),
                rempli(convention.nomFichierPublicationSpf()),
                publiable,
                denonciation,
                resiliation,
                convention.estAvenant() && convention.statut() == Statut.ANNULEE && autreAvenantEnCours(convention),
                convention.estAvenant()
                        && Statut.EN_COURS.contains(convention.statut())
                        && parentIncomplet(convention.parent()),
                resiliation
                        && !convention.creeParInstructeur()
                        && sansContenu(convention.fichierInstructionResiliation()),
                convention.estAvenant()
                        && (convention.statut() == Statut.DENONCEE || convention.statut() == Statut.RESILIEE)
                        && historique
                                .statutsPrecedents(convention.parent(), convention.statut())
                                .containsKey(convention.parent()),
                manques(convention, programme, bailleur, denonciation || resiliation));
    }

    private List<Manque> manques(Convention convention, Programme programme, Bailleur bailleur, boolean fin) {
        var manques =
                new ArrayList<>(Completude.manques(convention, programme, bailleur, logementsParLot(convention.id())));
        if (!fin && Statut.EN_COURS.contains(convention.statut())) {
            controles.forEach(controle -> manques.addAll(controle.manques(convention, programme)));
        }
        return List.copyOf(manques);
    }

    /** Without ville, number of dwellings or signed document (01 §3). */
    private boolean parentIncomplet(UUID parent) {
        return jdbc.sql("""
            select p.ville = '' or coalesce(c.nom_fichier_signe, '') = ''
              or (select l.nb_logements from lot l where l.convention = c.id order by l.ordre limit 1) is null
            from convention c join programme p on p.id = c.programme where c.id = :parent\
            """).param("parent", parent).query(Boolean.class).single();
    }

    /** A text-and-files datum that holds neither text nor file, in any of its spellings (01 R17, R162). */
    private boolean sansContenu(String texteEtFichiers) {
        if (!rempli(texteEtFichiers)) {
            return true;
        }
        try {
            var noeud = json.readTree(texteEtFichiers);
            return noeud.isObject()
                    && noeud.path("files").isEmpty()
                    && noeud.path("text").asString("").isBlank();
        } catch (JacksonException _) {
            // Not JSON: a text written as it is (01 R18).
            return false;
        }
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

    private static ErreurMetier dejaPorte(String numero, boolean avenant) {
        return invalide(
                "numero",
                "Le numéro " + numero + " est déjà porté par "
                        + (avenant ? "un autre avenant de cette convention." : "une autre convention."));
    }

    private static boolean rempli(String texte) {
        return texte != null && !texte.isBlank();
    }

    private static ErreurMetier invalide(String champ, String message) {
        return new ErreurMetier(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }

    private static String vide(String texte) {
        return texte == null || texte.isBlank() ? null : texte.trim();
    }
}
