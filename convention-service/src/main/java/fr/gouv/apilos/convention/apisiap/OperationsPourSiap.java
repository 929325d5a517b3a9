package fr.gouv.apilos.convention.apisiap;

import fr.gouv.apilos.convention.convention.Annexe;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.convention.Stationnement;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import fr.gouv.apilos.convention.operation.Operations;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Situation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opérations as SIAP reads, closes and cancels them (05 §4 to §6), within what the habilitation sees and may do
 * (04 D19). One statement per kind of row, however many conventions.
 */
@Service
class OperationsPourSiap {

    /** Not signed yet: closing waits, cancelling takes them (05 L3, X4). */
    private static final Set<Statut> A_VENIR =
            EnumSet.of(Statut.PROJET, Statut.INSTRUCTION, Statut.CORRECTION, Statut.A_SIGNER);

    private final JdbcClient jdbc;
    private final References references;
    private final CycleDeVie cycleDeVie;
    private final Operations operations;

    OperationsPourSiap(JdbcClient jdbc, References references, CycleDeVie cycleDeVie, Operations operations) {
        this.jdbc = jdbc;
        this.references = references;
        this.cycleDeVie = cycleDeVie;
        this.operations = operations;
    }

    /** What is asked beside the opération itself. */
    enum Demande {
        /** The latest programme, copies of avenants included (O1). */
        LECTURE,
        /** The root programme, which a creation made or found (P11). */
        CREATION,
        /** As a reading, with what closing depends on (L1). */
        CLOTURE
    }

    private record ProgrammeLu(
            UUID id,
            @Nullable UUID parent,
            String nom,
            String codePostal,
            String ville,
            String adresse,
            String numeroOperation,
            @Nullable Zone123 zone123,
            @Nullable ZoneAbc zoneAbc,
            TypeOperation typeOperation,
            boolean anru,
            @Nullable LocalDate dateAchevementPrevisible,
            @Nullable LocalDate dateAchat,
            @Nullable LocalDate dateAchevement,
            UUID bailleur,
            @Nullable UUID administration,
            String region,
            String departement) {

        Situation situation() {
            return new Situation(region, departement, codePostal, bailleur, administration);
        }

        Contrat.Version version() {
            return new Contrat.Version(
                    nom,
                    codePostal,
                    ville,
                    adresse,
                    numeroOperation,
                    zone123 == null ? null : zone123.code(),
                    zoneAbc == null ? null : zoneAbc.name(),
                    typeOperation.name(),
                    anru,
                    dateAchevementPrevisible,
                    dateAchat,
                    dateAchevement);
        }
    }

    private record ConventionLue(
            UUID id,
            UUID programme,
            Statut statut,
            @Nullable String numero,
            @Nullable LocalDate dateFin,
            @Nullable BigDecimal fondPropre,
            Instant creeLe,
            String region,
            String departement,
            String codePostal,
            UUID bailleur,
            @Nullable UUID administration) {

        Situation situation() {
            return new Situation(region, departement, codePostal, bailleur, administration);
        }
    }

    private record LotLu(
            UUID id,
            UUID convention,
            @Nullable Integer nbLogements,
            Financement financement,
            TypeHabitat typeHabitat) {}

    /**
     * An opération with the conventions and avenants this habilitation sees.
     *
     * @return empty for a number nobody knows here
     * @throws ErreurMetier 403 when the habilitation sees nothing of it
     */
    @Transactional(readOnly = true)
    Optional<Contrat.Operation> lire(String numero, Demande demande, Identite identite) {
        identite.exiger(DroitsConvention.VOIR);
        var programmes = programmes(numero);
        if (programmes.isEmpty()) {
            return Optional.empty();
        }
        var toutes = conventions(numero);
        var vues = toutes.stream()
                .filter(c -> identite.perimetre().contient(c.situation()))
                .toList();
        var parId = programmes.stream().collect(Collectors.toMap(ProgrammeLu::id, Function.identity()));
        var montre = montre(programmes, toutes, vues, demande, identite);
        var lots = lots(vues.stream().map(ConventionLue::id).toList());
        var rendues = new LinkedHashMap<UUID, Contrat.Convention>();
        for (var convention : vues) {
            rendues.put(
                    convention.id(),
                    new Contrat.Convention(
                            convention.dateFin(),
                            Contrat.nombre(convention.fondPropre()),
                            lots.rendus(convention.id()),
                            Objects.requireNonNull(parId.get(convention.programme()))
                                    .version(),
                            convention.numero(),
                            convention.statut().valeurHistorique()));
        }
        var version = montre.version();
        var cloture = demande == Demande.CLOTURE;
        return Optional.of(new Contrat.Operation(
                version.nom(),
                references
                        .bailleur(montre.bailleur())
                        .map(OperationsPourSiap::bailleur)
                        .orElse(null),
                references
                        .administration(montre.administration())
                        .map(a -> new Contrat.Administration(a.nom(), a.code(), a.villeSignature()))
                        .orElse(null),
                List.copyOf(rendues.values()),
                version.codePostal(),
                version.ville(),
                version.adresse(),
                version.numeroOperation(),
                version.zone123(),
                version.zoneAbc(),
                version.typeOperation(),
                version.anru(),
                version.dateAchevementPrevisible(),
                version.dateAchat(),
                version.dateAchevement(),
                cloture ? toutesSignees(toutes) : null,
                cloture ? derniersEtats(vues, lots).stream().map(rendues::get).toList() : null));
    }

    /** O1 and P11, among those whose conventions are seen; one without conventions is judged by its own place. */
    private static ProgrammeLu montre(
            List<ProgrammeLu> programmes,
            List<ConventionLue> toutes,
            List<ConventionLue> vues,
            Demande demande,
            Identite identite) {
        var avec = toutes.stream().map(ConventionLue::programme).collect(Collectors.toSet());
        var vus = vues.stream().map(ConventionLue::programme).collect(Collectors.toSet());
        var admis = programmes.stream()
                .filter(p -> vus.contains(p.id())
                        || !avec.contains(p.id()) && identite.perimetre().contient(p.situation()))
                .toList();
        if (admis.isEmpty()) {
            throw horsPerimetre();
        }
        return demande == Demande.CREATION
                ? admis.stream().filter(p -> p.parent() == null).findFirst().orElseGet(admis::getLast)
                : admis.getLast();
    }

    /** L3, D8: at least one was signed, and none that was not cancelled is still to be. */
    private static boolean toutesSignees(List<ConventionLue> toutes) {
        var restantes =
                toutes.stream().filter(c -> c.statut() != Statut.ANNULEE).toList();
        return !restantes.isEmpty() && restantes.stream().noneMatch(c -> A_VENIR.contains(c.statut()));
    }

    /** L4, D7: for each financement, the latest act in force; a convention of two financements counts once. */
    private static Collection<UUID> derniersEtats(List<ConventionLue> vues, LotsLus lots) {
        var parFinancement = new LinkedHashMap<Financement, ConventionLue>();
        for (var convention : vues) {
            if (!Statut.FINALISES.contains(convention.statut())) {
                continue;
            }
            for (var lot : lots.de(convention.id())) {
                parFinancement.merge(
                        lot.financement(),
                        convention,
                        (connue, autre) -> autre.creeLe().isBefore(connue.creeLe()) ? connue : autre);
            }
        }
        return new LinkedHashSet<>(
                parFinancement.values().stream().map(ConventionLue::id).toList());
    }

    /**
     * Keeps that SIAP closed the opération (05 D9).
     *
     * @throws ErreurMetier 403 outside the perimeter, or for who changes nothing
     */
    @Transactional
    Optional<Contrat.Operation> clore(String numero, Identite identite) {
        identite.exiger(DroitsConvention.MODIFIER);
        var operation = lire(numero, Demande.CLOTURE, identite);
        operation.ifPresent(connue -> operations.noterCloture(connue.numeroOperation(), identite));
        return operation;
    }

    /**
     * Cancels what is not signed yet, conventions and avenants, all or nothing (05 X1 to X7, D6).
     *
     * @return {@code ERROR} when one of them is in force: nothing is changed then
     * @throws ErreurMetier 403 for who may not change one of them
     */
    @Transactional
    Contrat.Annulation annuler(String numero, Identite identite) {
        identite.exiger(DroitsConvention.MODIFIER);
        // One cancellation or creation at a time for one opération.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:numero, 0))")
                .param("numero", numero)
                .query((ligne, rang) -> 0)
                .single();
        var toutes = conventions(numero);
        if (toutes.stream().anyMatch(c -> !identite.perimetre().contient(c.situation()))) {
            throw horsPerimetre();
        }
        if (toutes.stream().anyMatch(c -> Statut.FINALISES.contains(c.statut()))) {
            return new Contrat.Annulation(
                    "ERROR",
                    "Une convention de l’opération est active : dénoncez ou résiliez toutes les conventions de cette"
                            + " opération avant de demander sa suppression.");
        }
        // Avenants first: what was made last goes first.
        toutes.reversed().stream()
                .filter(c -> A_VENIR.contains(c.statut()))
                .forEach(c ->
                        cycleDeVie.appliquer(c.id(), Transition.ANNULER, CycleDeVie.Demande.simple(null), identite));
        return Contrat.Annulation.FAITE;
    }

    private List<ProgrammeLu> programmes(String numero) {
        return jdbc.sql("""
            select id, parent, nom, code_postal, ville, adresse, numero_operation, zone123, zone_abc, type_operation, anru,
              date_achevement_previsible, date_achat, date_achevement, bailleur, administration,
              code_insee_region as region, code_insee_departement as departement
            from programme where numero_operation = :numero order by cree_le, id\
            """).param("numero", numero).query(ProgrammeLu.class).list();
    }

    private List<ConventionLue> conventions(String numero) {
        return jdbc.sql("""
            select c.id, c.programme, c.statut, c.numero, c.date_fin_conventionnement as date_fin, c.fond_propre, c.cree_le,
              p.code_insee_region as region, p.code_insee_departement as departement, p.code_postal, %s as bailleur,
              p.administration
            from programme p join convention c on c.programme = p.id
            where p.numero_operation = :numero order by c.cree_le, c.id\
            """.formatted(DroitsConvention.BAILLEUR_EFFECTIF))
                .param("numero", numero)
                .query(ConventionLue.class)
                .list();
    }

    /** The lots of several conventions with all their rows. */
    private record LotsLus(
            Map<UUID, List<LotLu>> parConvention,
            Map<UUID, List<Contrat.Pret>> prets,
            Map<UUID, List<Contrat.Logement>> logements,
            Map<UUID, List<Contrat.Stationnement>> stationnements) {

        List<LotLu> de(UUID convention) {
            return parConvention.getOrDefault(convention, List.of());
        }

        List<Contrat.Lot> rendus(UUID convention) {
            return de(convention).stream()
                    .map(lot -> new Contrat.Lot(
                            lot.nbLogements(),
                            lot.financement().code(),
                            lot.typeHabitat().name(),
                            prets.getOrDefault(lot.id(), List.of()),
                            logements.getOrDefault(lot.id(), List.of()),
                            stationnements.getOrDefault(lot.id(), List.of())))
                    .toList();
        }
    }

    private LotsLus lots(List<UUID> conventions) {
        if (conventions.isEmpty()) {
            return new LotsLus(Map.of(), Map.of(), Map.of(), Map.of());
        }
        var lots = lister(
                "select id, convention, nb_logements, financement, type_habitat from lot"
                        + " where convention in (:conventions) order by ordre, id",
                conventions,
                LotLu.class);
        var annexes = grouper(lister("""
                    select a.* from annexe a join logement g on g.id = a.logement join lot l on l.id = g.lot
                    where l.convention in (:conventions) order by a.ordre, a.id\
                    """, conventions, Annexe.class), Annexe::logement, OperationsPourSiap::annexe);
        return new LotsLus(
                lots.stream().collect(Collectors.groupingBy(LotLu::convention)),
                grouper(lister("""
                            select p.* from pret p join lot l on l.id = p.lot
                            where l.convention in (:conventions) order by p.ordre, p.id\
                            """, conventions, Pret.class), Pret::lot, OperationsPourSiap::pret),
                grouper(
                        lister("""
                            select g.* from logement g join lot l on l.id = g.lot
                            where l.convention in (:conventions) order by g.import_order nulls last, g.designation, g.id\
                            """, conventions, Logement.class),
                        Logement::lot,
                        logement -> logement(logement, annexes.getOrDefault(logement.id(), List.of()))),
                grouper(
                        lister("""
                            select s.* from type_stationnement s join lot l on l.id = s.lot
                            where l.convention in (:conventions) order by s.ordre, s.id\
                            """, conventions, Stationnement.class),
                        Stationnement::lot,
                        OperationsPourSiap::stationnement));
    }

    private <T> List<T> lister(String sql, List<UUID> conventions, Class<T> type) {
        return jdbc.sql(sql).param("conventions", conventions).query(type).list();
    }

    private static <T, R> Map<UUID, List<R>> grouper(List<T> lignes, Function<T, UUID> cle, Function<T, R> traduction) {
        return lignes.stream()
                .collect(Collectors.groupingBy(cle, Collectors.mapping(traduction, Collectors.toUnmodifiableList())));
    }

    private static Contrat.Bailleur bailleur(fr.gouv.apilos.convention.reference.Bailleur bailleur) {
        return new Contrat.Bailleur(
                bailleur.nom(),
                bailleur.siren(),
                bailleur.siret(),
                bailleur.adresse(),
                bailleur.codePostal(),
                bailleur.ville(),
                Contrat.nombre(bailleur.capitalSocial()),
                Objects.requireNonNullElse(bailleur.sousNatureBailleur(), "NONRENSEIGNE"));
    }

    private static Contrat.Logement logement(Logement logement, List<Contrat.Annexe> annexes) {
        return new Contrat.Logement(
                logement.designation(),
                logement.typologie().name(),
                Contrat.decimal(logement.surfaceHabitable(), 2),
                Contrat.decimal(logement.surfaceAnnexes(), 2),
                Contrat.decimal(logement.surfaceAnnexesRetenue(), 2),
                Contrat.decimal(logement.surfaceUtile(), 2),
                Contrat.decimal(logement.loyerParMetreCarre(), 2),
                Contrat.decimal(logement.coeficient(), 4),
                Contrat.decimal(logement.loyer(), 2),
                annexes);
    }

    private static Contrat.Annexe annexe(Annexe annexe) {
        return new Contrat.Annexe(
                annexe.typologie().name(),
                Contrat.decimal(annexe.surfaceHorsSurfaceRetenue(), 2),
                Contrat.decimal(annexe.loyerParMetreCarre(), 2),
                Contrat.decimal(annexe.loyer(), 2));
    }

    private static Contrat.Stationnement stationnement(Stationnement stationnement) {
        return new Contrat.Stationnement(
                stationnement.typologie().name(),
                stationnement.nbStationnements(),
                Contrat.decimal(stationnement.loyer(), 2));
    }

    private static Contrat.Pret pret(Pret pret) {
        return new Contrat.Pret(
                pret.preteur().name(),
                pret.autre(),
                pret.dateOctroi(),
                pret.numero(),
                pret.duree(),
                Contrat.decimal(pret.montant(), 2));
    }

    private static ErreurMetier horsPerimetre() {
        return ErreurMetier.interdit("Cette opération est hors du périmètre de l’habilitation.");
    }
}
