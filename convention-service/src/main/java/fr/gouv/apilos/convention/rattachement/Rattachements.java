package fr.gouv.apilos.convention.rattachement;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.programme.ProgrammesModifies;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Situation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes what a convention hangs on; rights, choices and reach are settled here for the pages. */
@Service
class Rattachements {

    private static final Logger LOG = LoggerFactory.getLogger(Rattachements.class);
    private static final int NUMERO_MAX = 255;
    private static final int CHOIX_MAX = 20;

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final DroitsConvention droits;
    private final ApplicationEventPublisher evenements;
    private final JdbcClient jdbc;
    private final Clock horloge;

    Rattachements(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            DroitsConvention droits,
            ApplicationEventPublisher evenements,
            JdbcClient jdbc,
            Clock horloge) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.droits = droits;
        this.evenements = evenements;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /** What is changed: two owners of a programme. */
    enum Proprietaire {
        BAILLEUR,
        ADMINISTRATION
    }

    /** A convention with its programme. */
    record Dossier(Convention convention, Programme programme) {}

    /** One who may be chosen. */
    record Cible(UUID uuid, String nom, String detail) {

        public String libelle() {
            return detail == null || nom.contains(detail) ? nom : nom + " (" + detail + ")";
        }
    }

    /**
     * What a change of owner would bring.
     *
     * @param actuelle who owns today, null when nobody is known
     * @param actes the conventions and avenants that change with it
     * @param accesPerdu whether the person would not see them any more
     */
    record Portee(Cible actuelle, Cible nouvelle, List<String> actes, boolean accesPerdu) {}

    /**
     * Opens a convention to a change.
     *
     * @throws ErreurMetier 404 unknown, 403 outside the perimeter or without the right, 409 at a status that closes it
     */
    @Transactional(readOnly = true)
    public Dossier ouvrir(UUID id, Identite identite) {
        var dossier = charger(id, identite);
        if (!droits.ouverture(dossier.convention(), identite).tout()) {
            throw ErreurMetier.conflit("Cette convention n’est pas ouverte à la modification pour vous : elle est « "
                    + dossier.convention().statut().libelle(identite.estInstructeur()) + " ».");
        }
        return dossier;
    }

    /** The same for what an instructeur alone decides (02 R67). */
    @Transactional(readOnly = true)
    public Dossier ouvrir(UUID id, Proprietaire quoi, Identite identite) {
        if (quoi == Proprietaire.ADMINISTRATION && !identite.estInstructeur()) {
            throw ErreurMetier.interdit("Seul le service instructeur peut confier la convention à un autre service.");
        }
        return ouvrir(id, identite);
    }

    /**
     * Writes the number of the opération on the root programme of the family and on its copies, so that convention and
     * avenants stay together (01 R76, 02 R154).
     *
     * @param numero empty for none
     * @param version of the programme as the page showed it; null skips the check
     */
    @Transactional
    public void numeroter(UUID id, String numero, Long version, Identite identite) {
        var dossier = ouvrir(id, identite);
        exigerFraicheur(dossier, version);
        var propre = numero == null ? "" : numero.strip();
        if (propre.length() > NUMERO_MAX) {
            throw invalide(
                    "numero",
                    "Le numéro de l’opération compte au plus %d caractères ; vous en avez saisi %d."
                            .formatted(NUMERO_MAX, propre.length()));
        }
        var touches = racineEtCopies(dossier.convention());
        touches.forEach(programme -> programme.numeroter(propre, horloge.instant()));
        enregistrer(touches);
    }

    /** Whether the act has a type to choose: bailleur neither HLM nor SEM, neither avenant, foyer nor résidence (01 R77). */
    @Transactional(readOnly = true)
    public Dossier ouvrirLeType(UUID id, Identite identite) {
        var dossier = charger(id, identite);
        var programme = dossier.programme();
        boolean concerne = !dossier.convention().estAvenant()
                && !programme.estFoyer()
                && !programme.estResidence()
                && references
                        .bailleur(programme.bailleur())
                        .filter(bailleur -> bailleur.estType1et2())
                        .isPresent();
        if (!concerne) {
            throw ErreurMetier.introuvable("Cette convention n’a pas de type I ou II à choisir.");
        }
        // 02 R149: by both sides alike, commented or not.
        if (!Statut.EN_COURS.contains(dossier.convention().statut())) {
            throw ErreurMetier.conflit("Le type se choisit avant la validation : cette convention est « "
                    + dossier.convention().statut().libelle(identite.estInstructeur()) + " ».");
        }
        return dossier;
    }

    /** Chooses type I or II, or neither yet, and what a type II is about (01 R79). */
    @Transactional
    public void choisirLeType(UUID id, Type1et2 type, List<Boolean> options, Long version, Identite identite) {
        var convention = ouvrirLeType(id, identite).convention();
        if (version != null && version != convention.version()) {
            throw perimee();
        }
        convention.choisirType(type, options, horloge.instant());
        conventions.saveAndFlush(convention);
        evenements.publishEvent(new ConventionModifiee(id));
    }

    /**
     * Who may be chosen in place of the owner, at most twenty: the bailleurs of the person (02 R66), or every administration
     * (02 R67).
     *
     * @param q part of a name, a SIREN or a code; empty for the first ones
     */
    @Transactional(readOnly = true)
    public List<Cible> choix(Dossier dossier, Proprietaire quoi, String q, Identite identite) {
        var actuel = actuel(dossier.programme(), quoi);
        var cherche = "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        var siens = quoi == Proprietaire.BAILLEUR ? identite.perimetre().bailleurs() : null;
        if (siens != null && siens.isEmpty()) {
            return List.of();
        }
        return jdbc.sql((quoi == Proprietaire.BAILLEUR
                                ? "select uuid, nom, siren as detail from reference_bailleur where not supprime"
                                        + " and (public.unaccent(nom) ilike public.unaccent(:q) or siren like :q)"
                                : "select uuid, nom, code as detail from reference_administration where not supprime"
                                        + " and (public.unaccent(nom) ilike public.unaccent(:q) or code ilike :q)")
                        + " and uuid is distinct from :actuel"
                        + (siens == null ? "" : " and uuid in (:siens)")
                        + " order by lower(nom), uuid limit " + CHOIX_MAX)
                .param("q", cherche)
                .param("actuel", actuel)
                .param("siens", siens == null ? Set.of() : siens)
                .query(Cible.class)
                .list();
    }

    /**
     * What the change would bring.
     *
     * @throws ErreurMetier 422 when the person may not choose this one
     */
    @Transactional(readOnly = true)
    public Portee portee(Dossier dossier, Proprietaire quoi, UUID vers, Identite identite) {
        var nouvelle = cible(quoi, vers);
        var siens = quoi == Proprietaire.BAILLEUR ? identite.perimetre().bailleurs() : null;
        if (nouvelle == null
                || vers.equals(actuel(dossier.programme(), quoi))
                || siens != null && !siens.contains(vers)) {
            throw invalide(
                    "vers",
                    quoi == Proprietaire.BAILLEUR
                            ? "Choisissez un bailleur de la liste."
                            : "Choisissez un service instructeur de la liste.");
        }
        var touches = touches(dossier, quoi);
        var situation = droits.situation(dossier.convention().id());
        var apres = new Situation(
                situation.region(),
                situation.departement(),
                situation.codePostal(),
                quoi == Proprietaire.BAILLEUR ? vers : situation.bailleur(),
                quoi == Proprietaire.ADMINISTRATION ? vers : situation.administration());
        return new Portee(
                cible(quoi, actuel(dossier.programme(), quoi)),
                nouvelle,
                actes(touches),
                !identite.perimetre().contient(apres));
    }

    /**
     * Changes the bailleur of the programme, hence of all its conventions (02 R66), or the administration of the programmes
     * of the whole family (02 R67).
     *
     * @param version of the programme as the page showed it; null skips the check
     * @param accepte the person has read that access is lost
     * @return what was done
     */
    @Transactional
    public Portee changer(UUID id, Proprietaire quoi, UUID vers, Long version, boolean accepte, Identite identite) {
        var dossier = ouvrir(id, quoi, identite);
        exigerFraicheur(dossier, version);
        var portee = portee(dossier, quoi, vers, identite);
        if (portee.accesPerdu() && !accepte) {
            throw invalide("accepte", "Cochez cette case si vous acceptez de perdre l’accès.");
        }
        var touches = touches(dossier, quoi);
        for (var programme : touches) {
            if (quoi == Proprietaire.BAILLEUR) {
                programme.changerBailleur(vers, horloge.instant());
            } else {
                programme.changerAdministration(vers, horloge.instant());
            }
        }
        enregistrer(touches);
        LOG.info("Convention {}: {} changed to {} by {}", id, quoi, vers, identite.utilisateur());
        return portee;
    }

    private Dossier charger(UUID id, Identite identite) {
        droits.exigerModifier(id, identite);
        var convention = conventions
                .findWithLotsById(id)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
        return new Dossier(
                convention, programmes.findById(convention.programme()).orElseThrow());
    }

    private List<Programme> touches(Dossier dossier, Proprietaire quoi) {
        return quoi == Proprietaire.BAILLEUR ? List.of(dossier.programme()) : deLaFamille(dossier.convention());
    }

    private Convention racine(Convention convention) {
        return convention.estAvenant()
                ? conventions.findById(convention.parent()).orElseThrow()
                : convention;
    }

    private List<Programme> racineEtCopies(Convention convention) {
        var racine = programmes.findById(racine(convention).programme()).orElseThrow();
        var tous = new ArrayList<Programme>();
        tous.add(racine);
        tous.addAll(programmes.findByParent(racine.id()));
        return tous;
    }

    private List<Programme> deLaFamille(Convention convention) {
        var racine = racine(convention);
        var identifiants = conventions.findByParentOrderByCreeLe(racine.id()).stream()
                .map(Convention::programme)
                .collect(Collectors.toSet());
        identifiants.add(racine.programme());
        return programmes.findAllById(identifiants);
    }

    private void enregistrer(List<Programme> touches) {
        programmes.saveAllAndFlush(touches);
        evenements.publishEvent(
                new ProgrammesModifies(touches.stream().map(Programme::id).collect(Collectors.toSet())));
    }

    /** The acts of these programmes, as people call them. */
    private List<String> actes(List<Programme> touches) {
        var noms = new LinkedHashMap<UUID, String>();
        touches.forEach(programme -> noms.put(programme.id(), programme.nom()));
        return jdbc.sql("""
            select (case when c.parent is null then 'Convention ' else 'Avenant ' end)
              || coalesce('n° ' || c.numero, 'sans numéro')
              || coalesce(' · ' || (select string_agg(l.financement, ', ' order by l.ordre) from lot l
                   where l.convention = c.id), '')
            from convention c where c.programme in (:programmes) order by c.parent nulls first, c.cree_le, c.id\
            """)
                .param("programmes", noms.keySet())
                .query(String.class)
                .list();
    }

    private Cible cible(Proprietaire quoi, UUID uuid) {
        return quoi == Proprietaire.BAILLEUR
                ? references
                        .bailleur(uuid)
                        .filter(b -> !b.supprime())
                        .map(b -> new Cible(b.uuid(), b.nom(), b.siren()))
                        .orElse(null)
                : references
                        .administration(uuid)
                        .filter(a -> !a.supprime())
                        .map(a -> new Cible(a.uuid(), a.nom(), a.code()))
                        .orElse(null);
    }

    private static UUID actuel(Programme programme, Proprietaire quoi) {
        return quoi == Proprietaire.BAILLEUR ? programme.bailleur() : programme.administration();
    }

    private static void exigerFraicheur(Dossier dossier, Long version) {
        if (version != null && version != dossier.programme().version()) {
            throw perimee();
        }
    }

    private static ErreurMetier perimee() {
        return new ErreurMetier(
                ErreurCommune.PERIME,
                "Cette convention a changé depuis que vous avez ouvert la page. Relisez-la avant de recommencer.");
    }

    private static ErreurMetier invalide(String champ, String message) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE,
                Objects.requireNonNull(message),
                Map.of(),
                List.of(new ErreurDeChamp(champ, message)));
    }
}
