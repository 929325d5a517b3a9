package fr.gouv.apilos.convention.operation;

import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.convention.Stationnement;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Preteur;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Referentiel;
import fr.gouv.apilos.convention.siap.OperationSiap;
import fr.gouv.apilos.convention.siap.Siap;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Situation;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads an opération without writing anything, and creates its conventions when asked (05 §9, mended: a read never writes). */
@Service
public class Operations {

    private static final String CREER = "convention.add_convention";

    private final Siap siap;
    private final Referentiel referentiel;
    private final ProgrammeRepository programmes;
    private final ConventionRepository conventions;
    private final Lignes lignes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    Operations(
            Siap siap,
            Referentiel referentiel,
            ProgrammeRepository programmes,
            ConventionRepository conventions,
            Lignes lignes,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            Clock horloge) {
        this.siap = siap;
        this.referentiel = referentiel;
        this.programmes = programmes;
        this.conventions = conventions;
        this.lignes = lignes;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.evenements = evenements;
        this.horloge = horloge;
    }

    /** A convention of the opération. */
    record Existante(
            UUID convention,
            UUID parent,
            Financement financement,
            String numero,
            Statut statut,
            Integer nbLogements,
            String region,
            String departement,
            String codePostal,
            UUID bailleur,
            UUID administration,
            boolean sansAuteur) {

        Situation situation() {
            return new Situation(region, departement, codePostal, bailleur, administration);
        }
    }

    /**
     * An opération with its conventions.
     *
     * @param clotureLe when SIAP said it was closed there, null when it did not
     */
    record Vue(
            OperationSiap operation,
            List<Existante> conventions,
            @Nullable Instant clotureLe) {

        /** Financements that have no convention yet; a cancelled one does not count. */
        List<OperationSiap.Aide> manquantes() {
            return operation.lots().stream()
                    .filter(aide -> conventions.stream()
                            .noneMatch(c -> c.parent() == null
                                    && c.financement() == aide.financement()
                                    && c.statut() != Statut.ANNULEE))
                    .toList();
        }
    }

    /**
     * Reads an opération.
     *
     * @throws ErreurMetier 404 unknown to SIAP and here, 403 outside the perimeter, 409 unusable, 503 SIAP away
     */
    Vue lire(String numero, Identite identite) {
        identite.exiger(DroitsConvention.VOIR);
        var propre = numero.trim();
        var operation = siap.operation(propre, identite)
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "SIAP ne connaît pas l’opération « " + propre + " ». Vérifiez son numéro."));
        var existantes = existantes(propre);
        exigerPerimetre(operation, existantes, identite);
        return new Vue(operation, existantes, clotureLe(propre));
    }

    /**
     * Keeps that SIAP closed an opération; said again, it changes nothing (05 D9). Who may is for the caller to judge.
     *
     * @param identite whom SIAP spoke for
     */
    @Transactional
    public void noterCloture(String numero, Identite identite) {
        jdbc.sql("""
            insert into operation_cloture (numero, notifiee_le, login, habilitation)
            values (:numero, :instant, :login, :habilitation) on conflict (numero) do nothing\
            """)
                .param("numero", numero)
                .param("instant", horloge.instant().atOffset(ZoneOffset.UTC))
                .param("login", identite.login())
                .param("habilitation", identite.habilitation().id())
                .update();
    }

    private @Nullable Instant clotureLe(String numero) {
        return jdbc.sql("select notifiee_le from operation_cloture where numero = :numero")
                .param("numero", numero)
                .query((ligne, rang) -> ligne.getObject(1, OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    /**
     * Creates a convention for each financement that has none. Safe to repeat, and to ask twice at once: the second finds the
     * work done.
     *
     * @return how many were created
     * @throws ErreurMetier as {@link #lire}, and 403 without the permission to create
     */
    public int creer(String numero, Identite identite) {
        identite.exiger(CREER);
        var vue = lire(numero, identite);
        adopter(vue, identite);
        if (vue.manquantes().isEmpty()) {
            return 0;
        }
        var operation = vue.operation();
        // Outside the transaction: a slow neighbour must not hold a connection.
        var bailleur = referentiel.rapprocherBailleur(operation.bailleur());
        var administration =
                referentiel.rapprocherAdministration(operation.codeAdministration(), operation.nomAdministration());
        var situation = new Situation(
                operation.codeInseeRegion(),
                operation.codeInseeDepartement(),
                operation.codePostal(),
                bailleur.uuid(),
                administration.uuid());
        if (!identite.perimetre().contient(situation)) {
            throw horsPerimetre();
        }
        var creees = transaction.execute(etat -> {
            // One creation at a time for one opération, across instances.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:numero, 0))")
                    .param("numero", operation.numero())
                    .query((ligne, rang) -> 0)
                    .single();
            var manquantes = new Vue(operation, existantes(operation.numero()), null).manquantes();
            if (manquantes.isEmpty()) {
                return 0;
            }
            var programme = programme(operation, bailleur.uuid(), administration.uuid());
            manquantes.forEach(aide -> convention(programme, aide, identite));
            return manquantes.size();
        });
        return creees == null ? 0 : creees;
    }

    /** 04 R81: what SIAP had made gets its author when a person with an account comes by the same way. */
    private void adopter(Vue vue, Identite identite) {
        var acteur = Acteur.de(identite);
        var orphelines = vue.conventions().stream()
                .filter(c -> c.sansAuteur()
                        && c.parent() == null
                        && c.statut() != Statut.ANNULEE
                        && identite.perimetre().contient(c.situation()))
                .map(Existante::convention)
                .distinct()
                .toList();
        if (acteur.utilisateur() == null || orphelines.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(etat -> conventions
                .findAllById(orphelines)
                .forEach(convention -> {
                    if (convention.adopter(acteur, horloge.instant())) {
                        conventions.save(convention);
                    }
                }));
    }

    private Programme programme(OperationSiap operation, UUID bailleur, UUID administration) {
        var maintenant = horloge.instant();
        Optional<UUID> connu = jdbc.sql("""
            select id from programme where numero_operation = :numero and parent is null
            order by cree_le limit 1\
            """)
                .param("numero", operation.numero())
                .query(UUID.class)
                .optional();
        if (connu.isPresent()) {
            return programmes.findById(connu.get()).orElseThrow();
        }
        var programme = new Programme(UUID.randomUUID(), operation.nom(), bailleur, administration, maintenant);
        programme.situer(
                new Programme.Origine(
                        operation.numero(),
                        operation.nature(),
                        operation.typeOperation(),
                        operation.adresse(),
                        operation.codePostal(),
                        operation.ville(),
                        operation.codeInseeCommune(),
                        operation.codeInseeDepartement(),
                        operation.codeInseeRegion(),
                        null,
                        operation.zone123(),
                        operation.zoneAbc()),
                maintenant);
        return programmes.saveAndFlush(programme);
    }

    private void convention(Programme programme, OperationSiap.Aide aide, Identite identite) {
        var convention = new Convention(UUID.randomUUID(), programme.id(), Acteur.de(identite), horloge.instant());
        var lot = convention.ajouterLot(UUID.randomUUID(), aide.financement(), aide.typeHabitat(), aide.nbLogements());
        conventions.saveAndFlush(convention);
        var prets = new ArrayList<Pret>();
        // Q2: SIAP gives amounts; who lends is for the bailleur to say.
        aide.prets()
                .forEach(montant ->
                        prets.add(new Pret(UUID.randomUUID(), lot.id(), Preteur.AUTRE, "", null, null, null, montant)));
        lignes.remplacerPrets(convention.id(), prets);
        lignes.remplacerStationnements(
                convention.id(),
                aide.garages().stream()
                        .map(garage -> new Stationnement(
                                UUID.randomUUID(), lot.id(), garage.typologie(), garage.nombre(), garage.loyer()))
                        .toList());
        evenements.publishEvent(new ConventionModifiee(convention.id()));
    }

    private List<Existante> existantes(String numero) {
        return jdbc.sql("""
            select c.id as convention, c.parent, l.financement, c.numero, c.statut, l.nb_logements,
              p.code_insee_region as region, p.code_insee_departement as departement, p.code_postal, %s as bailleur,
              p.administration, c.cree_par is null as sans_auteur
            from programme p join convention c on c.programme = p.id left join lot l on l.convention = c.id
            where p.numero_operation = :numero and l.financement is not null order by c.parent nulls first, l.ordre, c.cree_le\
            """.formatted(DroitsConvention.BAILLEUR_EFFECTIF))
                .params(Map.of("numero", numero))
                .query(Existante.class)
                .list();
    }

    /** Known here: by what stands here. Unknown yet: by the place SIAP gives; whose it is is judged at the creation. */
    private static void exigerPerimetre(OperationSiap operation, List<Existante> existantes, Identite identite) {
        var perimetre = identite.perimetre();
        boolean dedans = existantes.isEmpty()
                ? perimetre.national()
                        || perimetre.departement() != null
                                && perimetre.departement().equals(operation.codeInseeDepartement())
                        || perimetre.departement() == null
                                && (perimetre.region() == null
                                        || perimetre.region().equals(operation.codeInseeRegion()))
                : existantes.stream().anyMatch(c -> perimetre.contient(c.situation()));
        if (!dedans) {
            throw horsPerimetre();
        }
    }

    private static ErreurMetier horsPerimetre() {
        return ErreurMetier.interdit(
                "Cette opération est hors du périmètre de votre habilitation actuelle. Si une autre"
                        + " de vos habilitations la couvre, choisissez-la dans l’en-tête.");
    }
}
