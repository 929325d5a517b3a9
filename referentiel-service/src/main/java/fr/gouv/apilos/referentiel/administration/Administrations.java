package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Geste;
import fr.gouv.apilos.referentiel.journal.Journal;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

/** The administrations; every change is told to the other services in its own transaction. */
@Service
public class Administrations {

    private static final String COLONNES = """
        uuid, nom, code, ville_signature, adresse, code_postal, ville, prefix_convention, nb_convention_exemplaires,
        signataire_bloc_signature, version, supprime\
        """;

    private static final RowMapper<Administration> LIGNE = new SimplePropertyRowMapper<>(Administration.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Journal journal;

    Administrations(JdbcClient jdbc, ApplicationEventPublisher evenements, Journal journal) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.journal = journal;
    }

    /** A page of administrations in the order they were made: what a copy is rebuilt from. */
    @Transactional(readOnly = true)
    public List<Administration> apres(@Nullable UUID dernier, int taille) {
        return jdbc.sql("select " + COLONNES + " from administration where rang > coalesce((select rang from"
                        + " administration where uuid = :dernier), 0) order by rang limit :taille")
                .param("dernier", dernier)
                .param("taille", taille)
                .query(LIGNE)
                .list();
    }

    /** What a copy is compared with: two equal ones hold the same versions of the same rows. */
    @Transactional(readOnly = true)
    AdministrationController.Empreinte empreinte() {
        return jdbc.sql("""
            select count(*) as nombre, encode(sha256(convert_to(coalesce(
              string_agg(uuid || ':' || version, E'\\n' order by uuid), ''), 'UTF8')), 'hex') as sha256
            from administration\
            """).query(AdministrationController.Empreinte.class).single();
    }

    /** @throws ErreurMetier 404 when there is none */
    @Transactional(readOnly = true)
    public Administration une(UUID uuid) {
        return jdbc.sql("select " + COLONNES + " from administration where uuid = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Cette administration n’existe pas ou n’existe plus. Vérifiez l’adresse de la page."));
    }

    /**
     * Changes an administration from what it is now: nobody else writes it in between.
     *
     * @param changement may refuse by throwing
     * @throws ErreurMetier 404 when there is none
     */
    @Transactional
    public Administration modifier(UUID uuid, UnaryOperator<Administration> changement, @Nullable String motif) {
        verrouiller(uuid);
        return ecrire(changement.apply(une(uuid)), motif);
    }

    /** Until the end of the transaction, nobody else changes it. */
    @Transactional
    public void verrouiller(UUID uuid) {
        journal.reserver();
        jdbc.sql("select 1 from administration where uuid = :uuid for update")
                .param("uuid", uuid)
                .query(Integer.class)
                .optional();
    }

    /** The administrations of these codes, deleted ones included. */
    @Transactional(readOnly = true)
    public List<Administration> parCodes(Collection<String> codes) {
        return codes.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLONNES + " from administration where code in (:codes)")
                        .param("codes", codes)
                        .query(LIGNE)
                        .list();
    }

    /** All that live, by name: a few hundred. */
    @Transactional(readOnly = true)
    public List<Administration> vivantes() {
        return jdbc.sql("select " + COLONNES + " from administration where not supprime order by nom")
                .query(LIGNE)
                .list();
    }

    /** The administration of a code, a deleted one included: a code is never given twice (05 §8.2). */
    @Transactional(readOnly = true)
    public Optional<Administration> parCode(String code) {
        return jdbc.sql("select " + COLONNES + " from administration where code = :code")
                .param("code", code)
                .query(LIGNE)
                .optional();
    }

    /** Until the end of the transaction, nobody else looks for or makes the administration of this code. */
    @Transactional
    public void reserver(String code) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('administration:' || :code, 0))")
                .param("code", code)
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
            UUID uuid, @Nullable String codeDansGalion, @Nullable Instant creeLe, @Nullable Instant misAJourLe) {
        journal.reserver();
        jdbc.sql("""
            update administration set code_dans_galion = :galion, cree_le = coalesce(:creeLe, cree_le),
              mis_a_jour_le = coalesce(:misAJourLe, mis_a_jour_le)
            where uuid = :uuid\
            """)
                .param("uuid", uuid)
                .param("galion", codeDansGalion)
                .param("creeLe", creeLe == null ? null : creeLe.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "misAJourLe",
                        misAJourLe == null ? null : misAJourLe.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /**
     * Writes a state: makes the administration or changes it, and tells it only when something changed.
     *
     * @return the state kept
     * @throws ErreurMetier 409 when another administration holds the code
     */
    @Transactional
    public Administration ecrire(Administration demande) {
        return ecrire(demande, null);
    }

    /**
     * The same, saying why.
     *
     * @param motif kept in the history, at most 100 characters; null when nobody said
     */
    @Transactional
    public Administration ecrire(Administration demande, @Nullable String motif) {
        var etat = demande.regle();
        // What changes nothing waits for nobody.
        var lue = lire(etat.uuid());
        if (lue.isPresent() && lue.get().equals(etat.avecVersion(lue.get().version()))) {
            return lue.get();
        }
        verrouiller(etat.uuid());
        var connue = lire(etat.uuid());
        if (connue.isPresent()
                && connue.get().equals(etat.avecVersion(connue.get().version()))) {
            return connue.get();
        }
        try {
            var gardee = jdbc.sql("""
                insert into administration (uuid, nom, code, ville_signature, adresse, code_postal, ville, prefix_convention,
                  nb_convention_exemplaires, signataire_bloc_signature, version, supprime)
                values (:uuid, :nom, :code, :villeSignature, :adresse, :codePostal, :ville, :prefixConvention,
                  :nbConventionExemplaires, :signataireBlocSignature, 1, :supprime)
                on conflict (uuid) do update set nom = excluded.nom, code = excluded.code,
                  ville_signature = excluded.ville_signature, adresse = excluded.adresse,
                  code_postal = excluded.code_postal, ville = excluded.ville, prefix_convention = excluded.prefix_convention,
                  nb_convention_exemplaires = excluded.nb_convention_exemplaires,
                  signataire_bloc_signature = excluded.signataire_bloc_signature,
                  version = administration.version + 1, supprime = excluded.supprime, mis_a_jour_le = now()
                returning\
                """ + " " + COLONNES)
                    .paramSource(etat)
                    .query(LIGNE)
                    .single();
            var geste = connue.isEmpty()
                    ? Geste.CREATION
                    : gardee.supprime() && !connue.get().supprime() ? Geste.SUPPRESSION : Geste.MODIFICATION;
            var note = journal.noter(Entite.ADMINISTRATION, gardee.uuid(), gardee.version(), geste, gardee, motif);
            evenements.publishEvent(
                    new AdministrationModifiee(note.evenement(), note.sequence(), note.survenuLe(), gardee));
            return gardee;
        } catch (DuplicateKeyException _) {
            throw ErreurMetier.conflit("Une autre administration porte déjà le code " + etat.code() + ".");
        }
    }

    private Optional<Administration> lire(UUID uuid) {
        return jdbc.sql("select " + COLONNES + " from administration where uuid = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional();
    }
}
