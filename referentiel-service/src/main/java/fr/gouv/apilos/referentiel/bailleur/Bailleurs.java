package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Geste;
import fr.gouv.apilos.referentiel.journal.Journal;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The bailleurs; every change is told to the other services in its own transaction. */
@Service
public class Bailleurs {

    private static final String COLONNES = """
        uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur, parent, adresse, code_postal, ville,
        capital_social, signataire_nom, signataire_fonction, signataire_date_deliberation,
        signataire_bloc_signature, version, supprime\
        """;

    private static final RowMapper<Bailleur> LIGNE = new SimplePropertyRowMapper<>(Bailleur.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Journal journal;

    Bailleurs(JdbcClient jdbc, ApplicationEventPublisher evenements, Journal journal) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.journal = journal;
    }

    /** A page of bailleurs in the order they were made, deleted ones included: what a copy is rebuilt from. */
    @Transactional(readOnly = true)
    public List<Bailleur> apres(@Nullable UUID dernier, int taille) {
        return jdbc.sql("select " + COLONNES + " from bailleur where rang >"
                        + " coalesce((select rang from bailleur where uuid = :dernier), 0) order by rang limit :taille")
                .param("dernier", dernier)
                .param("taille", taille)
                .query(LIGNE)
                .list();
    }

    /** What a copy is compared with: two equal ones hold the same versions of the same rows. */
    @Transactional(readOnly = true)
    BailleurController.Empreinte empreinte() {
        return jdbc.sql("""
            select count(*) as nombre, encode(sha256(convert_to(coalesce(
              string_agg(uuid || ':' || version, E'\\n' order by uuid), ''), 'UTF8')), 'hex') as sha256
            from bailleur\
            """).query(BailleurController.Empreinte.class).single();
    }

    /** @throws ErreurMetier 404 when there is none */
    @Transactional(readOnly = true)
    public Bailleur un(UUID uuid) {
        return jdbc.sql("select " + COLONNES + " from bailleur where uuid = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Ce bailleur n’existe pas ou n’existe plus. Vérifiez l’adresse de la page."));
    }

    /**
     * Changes a bailleur from what it is now: nobody else writes it in between.
     *
     * @param changement may refuse by throwing
     * @throws ErreurMetier 404 when there is none
     */
    @Transactional
    public Bailleur modifier(UUID uuid, UnaryOperator<Bailleur> changement, @Nullable String motif) {
        verrouiller(uuid);
        return ecrire(changement.apply(un(uuid)), motif);
    }

    /** Until the end of the transaction, nobody else changes it. */
    @Transactional
    public void verrouiller(UUID uuid) {
        journal.reserver();
        jdbc.sql("select 1 from bailleur where uuid = :uuid for update")
                .param("uuid", uuid)
                .query(Integer.class)
                .optional();
    }

    /** The bailleur of a SIREN, a deleted one included: a SIREN is never given twice (03 R-B1.3, 05 B1). */
    @Transactional(readOnly = true)
    public Optional<Bailleur> parSiren(String siren) {
        return jdbc.sql("select " + COLONNES + " from bailleur where siren = :siren")
                .param("siren", siren)
                .query(LIGNE)
                .optional();
    }

    /** The bailleur of a SIRET, a deleted one included. */
    @Transactional(readOnly = true)
    public Optional<Bailleur> parSiret(Siret siret) {
        return jdbc.sql("select " + COLONNES + " from bailleur where siret = :siret")
                .param("siret", siret.valeur())
                .query(LIGNE)
                .optional();
    }

    /** Several bailleurs in one statement, those that are there. */
    @Transactional(readOnly = true)
    public List<Bailleur> plusieurs(Collection<UUID> uuids) {
        return uuids.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLONNES + " from bailleur where uuid in (:uuids) order by nom")
                        .param("uuids", uuids)
                        .query(LIGNE)
                        .list();
    }

    /** The bailleurs that carry one of these numbers as SIREN or SIRET, deleted ones included. */
    @Transactional(readOnly = true)
    public List<Bailleur> parNumeros(Collection<String> numeros) {
        return numeros.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLONNES + " from bailleur where siren in (:numeros) or siret in (:numeros)")
                        .param("numeros", numeros)
                        .query(LIGNE)
                        .list();
    }

    /** Those of these bailleurs to which others are attached. */
    @Transactional(readOnly = true)
    public Set<UUID> parents(Collection<UUID> uuids) {
        return uuids.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("select distinct parent from bailleur where parent in (:uuids) and not supprime")
                        .param("uuids", uuids)
                        .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                        .list());
    }

    /** The bailleurs attached to one (03 B1), by name. */
    @Transactional(readOnly = true)
    public List<Bailleur> enfants(UUID parent) {
        return jdbc.sql("select " + COLONNES + " from bailleur where parent = :parent and not supprime order by nom")
                .param("parent", parent)
                .query(LIGNE)
                .list();
    }

    /**
     * The bailleur that stands today for one that was absorbed; itself when it was not.
     *
     * @throws ErreurMetier 404 when there is none
     */
    @Transactional(readOnly = true)
    public Bailleur enVigueur(UUID uuid) {
        return jdbc.sql("with recursive suite as (select uuid, absorbe_par from bailleur where uuid = :uuid union"
                        + " select b.uuid, b.absorbe_par from bailleur b join suite s on b.uuid = s.absorbe_par) select "
                        + COLONNES + " from bailleur where uuid = (select uuid from suite where absorbe_par is null)")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional()
                .orElseGet(() -> un(uuid));
    }

    /**
     * Attaches to a bailleur those a journal of merges names, and lets go those it attached before and names no more.
     *
     * @param sirens of the absorbed; unknown ones are not made (05 FU3)
     */
    @Transactional
    public void suivreLesFusions(Bailleur parent, Set<String> sirens) {
        for (var enfant : enfants(parent.uuid())) {
            if (!sirens.contains(enfant.siren()) && venuDeSiap(enfant.uuid())) {
                ecrire(enfant.avecParent(null), "Fusion dans SIAP");
            }
        }
        for (var siren : sirens) {
            parSiren(siren)
                    .filter(b ->
                            !b.uuid().equals(parent.uuid()) && !parent.uuid().equals(b.parent()))
                    .ifPresent(b -> ecrire(b.avecParent(parent.uuid()), "Fusion dans SIAP"));
        }
    }

    private boolean venuDeSiap(UUID uuid) {
        return jdbc.sql("select parent_siap from bailleur where uuid = :uuid")
                .param("uuid", uuid)
                .query(Boolean.class)
                .single();
    }

    /** The parent was chosen by the support team: the journal of SIAP lets it be from now on (D6). */
    @Transactional
    public void garderLeParent(UUID enfant) {
        journal.reserver();
        jdbc.sql("update bailleur set parent_siap = false where uuid = :uuid")
                .param("uuid", enfant)
                .update();
    }

    /**
     * Marks a bailleur as absorbed: it is deleted and its numbers lead to the other from now on.
     *
     * @param motif kept in the history
     */
    @Transactional
    public void absorber(UUID absorbe, UUID absorbant, String motif) {
        verrouiller(absorbe);
        jdbc.sql("update bailleur set absorbe_par = :absorbant where uuid = :absorbe")
                .param("absorbe", absorbe)
                .param("absorbant", absorbant)
                .update();
        ecrire(un(absorbe).efface(), motif);
    }

    /**
     * A merge nobody undid.
     *
     * @param survenuLe when the absorbed one was last written: no later than the message that told the merge
     */
    public record FusionEnVigueur(UUID absorbe, UUID absorbant, Instant survenuLe) {}

    /** The merges in force, oldest first. */
    @Transactional(readOnly = true)
    public List<FusionEnVigueur> fusionsEnVigueur() {
        return jdbc.sql("""
            select b.uuid, b.absorbe_par, max(c.survenu_le) as survenu_le
            from bailleur b join changement c on c.entite = 'BAILLEUR' and c.uuid = b.uuid
            where b.absorbe_par is not null group by b.uuid, b.absorbe_par order by max(c.sequence)\
            """)
                .query((rs, rang) -> new FusionEnVigueur(
                        rs.getObject(1, UUID.class),
                        rs.getObject(2, UUID.class),
                        rs.getTimestamp(3).toInstant()))
                .list();
    }

    /** Gives an absorbed bailleur its life back. */
    @Transactional
    public void detacherDeLAbsorbant(UUID absorbe, String motif) {
        verrouiller(absorbe);
        jdbc.sql("update bailleur set absorbe_par = null where uuid = :absorbe")
                .param("absorbe", absorbe)
                .update();
        ecrire(un(absorbe).retabli(), motif);
    }

    /** Until the end of the transaction, nobody else looks for or makes the bailleur of this SIREN. */
    @Transactional
    public void reserver(String siren) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('bailleur:' || :siren, 0))")
                .param("siren", siren)
                .query((ligne, rang) -> rang)
                .list();
    }

    /**
     * Writes what a data set says besides the state: it does not travel, so nobody is told.
     *
     * @param creeLe kept as it is when null
     * @param misAJourLe kept as it is when null
     */
    @Transactional
    public void completer(
            UUID uuid,
            @Nullable String operationExceptionnelle,
            @Nullable Instant creeLe,
            @Nullable Instant misAJourLe) {
        journal.reserver();
        jdbc.sql("""
            update bailleur set operation_exceptionnelle = :operation, cree_le = coalesce(:creeLe, cree_le),
              mis_a_jour_le = coalesce(:misAJourLe, mis_a_jour_le)
            where uuid = :uuid\
            """)
                .param("uuid", uuid)
                .param("operation", operationExceptionnelle)
                .param("creeLe", creeLe == null ? null : creeLe.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "misAJourLe",
                        misAJourLe == null ? null : misAJourLe.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /**
     * Writes a state: makes the bailleur or changes it, and tells it only when something changed. The version given is not
     * read; the next one is taken.
     *
     * @return the state kept
     * @throws ErreurMetier 409 when another bailleur holds the SIRET or the SIREN
     */
    @Transactional
    public Bailleur ecrire(Bailleur demande) {
        return ecrire(demande, null);
    }

    /**
     * The same, saying why.
     *
     * @param motif kept in the history, at most 100 characters; null when nobody said
     */
    @Transactional
    public Bailleur ecrire(Bailleur demande, @Nullable String motif) {
        var etat = demande.regle();
        // What changes nothing waits for nobody.
        var lu = lire(etat.uuid());
        if (lu.isPresent() && memeEtat(lu.get(), etat)) {
            return lu.get();
        }
        verrouiller(etat.uuid());
        var connu = lire(etat.uuid());
        if (connu.isPresent() && memeEtat(connu.get(), etat)) {
            return connu.get();
        }
        try {
            var garde = jdbc.sql("""
                insert into bailleur (uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur, parent, adresse,
                  code_postal, ville, capital_social, signataire_nom, signataire_fonction,
                  signataire_date_deliberation, signataire_bloc_signature, version, supprime)
                values (:uuid, :nom, :siret, :siren, :natureBailleur, :sousNatureBailleur, :parent, :adresse,
                  :codePostal, :ville, :capitalSocial, :signataireNom, :signataireFonction,
                  :signataireDateDeliberation, :signataireBlocSignature, 1, :supprime)
                on conflict (uuid) do update set nom = excluded.nom, siret = excluded.siret, siren = excluded.siren,
                  nature_bailleur = excluded.nature_bailleur, sous_nature_bailleur = excluded.sous_nature_bailleur,
                  parent = excluded.parent, adresse = excluded.adresse, code_postal = excluded.code_postal,
                  ville = excluded.ville, capital_social = excluded.capital_social,
                  signataire_nom = excluded.signataire_nom, signataire_fonction = excluded.signataire_fonction,
                  signataire_date_deliberation = excluded.signataire_date_deliberation,
                  signataire_bloc_signature = excluded.signataire_bloc_signature,
                  version = bailleur.version + 1, supprime = excluded.supprime, mis_a_jour_le = now()
                returning\
                """ + " " + COLONNES)
                    .paramSource(etat)
                    .query(LIGNE)
                    .single();
            var geste = connu.isEmpty()
                    ? Geste.CREATION
                    : garde.supprime() && !connu.get().supprime() ? Geste.SUPPRESSION : Geste.MODIFICATION;
            var note = journal.noter(Entite.BAILLEUR, garde.uuid(), garde.version(), geste, garde, motif);
            evenements.publishEvent(new BailleurModifie(note.evenement(), note.sequence(), note.survenuLe(), garde));
            return garde;
        } catch (DuplicateKeyException _) {
            throw ErreurMetier.conflit("Un autre bailleur porte déjà le SIRET " + etat.siret() + " ou le SIREN "
                    + etat.siren() + ". Demandez à l’équipe d’exploitation de les rapprocher.");
        }
    }

    private Optional<Bailleur> lire(UUID uuid) {
        return jdbc.sql("select " + COLONNES + " from bailleur where uuid = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional();
    }

    private static boolean memeEtat(Bailleur connu, Bailleur etat) {
        return new Bailleur(
                        etat.uuid(),
                        etat.nom(),
                        etat.siret(),
                        etat.siren(),
                        etat.natureBailleur(),
                        etat.sousNatureBailleur(),
                        etat.parent(),
                        etat.adresse(),
                        etat.codePostal(),
                        etat.ville(),
                        // Scale does not make another amount.
                        etat.capitalSocial() != null
                                        && connu.capitalSocial() != null
                                        && etat.capitalSocial().compareTo(connu.capitalSocial()) == 0
                                ? connu.capitalSocial()
                                : etat.capitalSocial(),
                        etat.signataireNom(),
                        etat.signataireFonction(),
                        etat.signataireDateDeliberation(),
                        etat.signataireBlocSignature(),
                        connu.version(),
                        etat.supprime())
                .equals(connu);
    }
}
