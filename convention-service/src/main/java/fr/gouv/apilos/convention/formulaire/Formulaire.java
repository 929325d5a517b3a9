package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.commentaire.FilsDeCommentaires;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Nature;
import fr.gouv.apilos.convention.formulaire.regles.Position;
import fr.gouv.apilos.convention.formulaire.regles.Sequence;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Reads and saves the steps: rights, order, locks and stale pages, the same for every step. */
@Service
class Formulaire {

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final DroitsConvention droits;
    private final FilsDeCommentaires commentaires;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;
    private final Map<Etape, FormulaireDEtape> etapes;

    Formulaire(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            DroitsConvention droits,
            FilsDeCommentaires commentaires,
            ApplicationEventPublisher evenements,
            Clock horloge,
            List<FormulaireDEtape> etapes) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.droits = droits;
        this.commentaires = commentaires;
        this.evenements = evenements;
        this.horloge = horloge;
        this.etapes = etapes.stream().collect(Collectors.toMap(FormulaireDEtape::etape, Function.identity()));
    }

    /** A step as it is read. */
    record Lue(Dossier dossier, FormulaireDEtape etape, List<Question> questions) {}

    /**
     * What became of a save.
     *
     * @param erreurs what is wrong; nothing was changed when there are any
     * @param perimee the convention has changed since the page was opened; nothing was changed
     * @param aConfirmer what looks odd and waits for the person to insist; nothing was changed
     */
    record Enregistrement(Lue lue, List<ErreurDeChamp> erreurs, boolean perimee, List<String> aConfirmer) {

        boolean fait() {
            return erreurs.isEmpty() && !perimee && aConfirmer.isEmpty();
        }
    }

    /**
     * Reads a step.
     *
     * @throws ErreurMetier 404 for an unknown convention or a step it does not have, 403 outside the perimeter
     */
    @Transactional(readOnly = true)
    public Lue lire(Etape etape, UUID convention, Identite identite) {
        return ouvrir(etape, convention, identite);
    }

    /**
     * Saves the answers of a step. Questions closed to this person keep their stored answers, whatever is posted; so do
     * questions that are not posted at all (02 R27).
     *
     * @param jeton freshness of the page, see {@link Dossier#jeton}; null skips the check
     * @param insiste the person has read what looks odd
     * @throws ErreurMetier 403 without the right to change, 409 when nothing of the step is open
     */
    @Transactional
    public Enregistrement enregistrer(
            Etape etape,
            UUID convention,
            Map<String, String> postees,
            String jeton,
            boolean insiste,
            Identite identite) {
        droits.exigerModifier(convention, identite);
        var lue = ouvrir(etape, convention, identite);
        var dossier = lue.dossier();
        exigerOuverte(dossier);
        if (jeton != null && !jeton.equals(dossier.jeton())) {
            return new Enregistrement(lue, List.of(), true, List.of());
        }
        var saisie = new HashMap<String, String>();
        for (var question : lue.questions()) {
            var champ = question.champ();
            boolean ouverte =
                    champ.verrou() == null && dossier.verrou(question.objet(), question.cle(), question.uuid()) == null;
            saisie.put(
                    champ.nom(),
                    ouverte && postees.containsKey(champ.nom()) ? postees.get(champ.nom()) : champ.valeur());
        }
        var erreurs = lue.etape().enregistrer(dossier, saisie);
        var aConfirmer = erreurs.isEmpty() && !insiste ? lue.etape().aConfirmer(dossier, saisie) : List.<String>of();
        if (!erreurs.isEmpty() || !aConfirmer.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new Enregistrement(lue, erreurs, false, aConfirmer);
        }
        programmes.save(dossier.programme());
        dossier.convention().marquerModifiee(horloge.instant());
        conventions.saveAndFlush(dossier.convention());
        evenements.publishEvent(new ConventionModifiee(convention));
        return new Enregistrement(lue, List.of(), false, List.of());
    }

    /** Opens a step inside the transaction of the caller. */
    Dossier dossier(Etape etape, UUID convention, Identite identite) {
        return ouvrir(etape, convention, identite).dossier();
    }

    /** Says that rows of the convention changed, inside the transaction of the caller. */
    void modifiee(Convention convention) {
        convention.marquerModifiee(horloge.instant());
        conventions.saveAndFlush(convention);
        evenements.publishEvent(new ConventionModifiee(convention.id()));
    }

    private Lue ouvrir(Etape etape, UUID id, Identite identite) {
        droits.exigerVoir(id, identite);
        var convention = conventions
                .findWithLotsById(id)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
        var programme = programmes.findById(convention.programme()).orElseThrow();
        var bailleur = references.bailleur(programme.bailleur()).orElse(null);
        var formulaire = etapes.get(etape);
        var position = formulaire == null
                ? null
                : Position.de(etape, sequence(convention, programme, bailleur), offertes())
                        .orElse(null);
        if (position == null) {
            throw ErreurMetier.introuvable("Cette étape ne concerne pas cette convention.");
        }
        var chemin = "/conventions/" + etape.chemin(convention.estAvenant()) + "/" + id;
        var dossier = new Dossier(
                convention,
                programme,
                bailleur,
                position,
                etape == Etape.COMMENTAIRES
                        ? droits.ouvertureDesCommentaires(convention, identite)
                        : droits.ouverture(convention, identite),
                identite.lectureSeule() || !identite.aPermission(DroitsConvention.MODIFIER),
                commentaires.pour(convention, identite, chemin));
        return new Lue(dossier, formulaire, formulaire.questions(dossier));
    }

    /** The steps that have a page. */
    private Set<Etape> offertes() {
        return etapes.keySet();
    }

    private static List<Etape> sequence(Convention convention, Programme programme, Bailleur bailleur) {
        var nature = new Nature(programme.natureLogement().name());
        if (convention.estAvenant()) {
            return Sequence.cartesAvenant(nature);
        }
        boolean publication = convention.statut() == Statut.PUBLICATION_EN_COURS
                || convention.statut() == Statut.PUBLIE
                || programme.natureLogement() == NatureLogement.RHVS;
        return Sequence.pour(nature, publication, bailleur != null && bailleur.estType1et2())
                .etapes();
    }

    static void exigerOuverte(Dossier dossier) {
        var fermeture = dossier.fermeture();
        if (fermeture != null) {
            throw new ErreurMetier(ErreurCommune.CONFLIT, fermeture);
        }
    }
}
