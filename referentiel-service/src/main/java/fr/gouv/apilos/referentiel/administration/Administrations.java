package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        uuid, nom, code, ville_signature, adresse, code_postal, prefix_convention, nb_convention_exemplaires,
        signataire_bloc_signature, version, supprime\
        """;

    private static final RowMapper<Administration> LIGNE = new SimplePropertyRowMapper<>(Administration.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    Administrations(JdbcClient jdbc, ApplicationEventPublisher evenements, Clock horloge) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.horloge = horloge;
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
            UUID uuid,
            @Nullable String ville,
            @Nullable String codeDansGalion,
            @Nullable Instant creeLe,
            @Nullable Instant misAJourLe) {
        jdbc.sql("""
            update administration set ville = :ville, code_dans_galion = :galion, cree_le = coalesce(:creeLe, cree_le),
              mis_a_jour_le = coalesce(:misAJourLe, mis_a_jour_le)
            where uuid = :uuid\
            """)
                .param("uuid", uuid)
                .param("ville", ville)
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
        var etat = demande.regle();
        var connue = jdbc.sql("select " + COLONNES + " from administration where uuid = :uuid for update")
                .param("uuid", etat.uuid())
                .query(LIGNE)
                .optional();
        if (connue.isPresent()
                && connue.get().equals(etat.avecVersion(connue.get().version()))) {
            return connue.get();
        }
        try {
            var gardee = jdbc.sql("""
                insert into administration (uuid, nom, code, ville_signature, adresse, code_postal, prefix_convention,
                  nb_convention_exemplaires, signataire_bloc_signature, version, supprime)
                values (:uuid, :nom, :code, :villeSignature, :adresse, :codePostal, :prefixConvention,
                  :nbConventionExemplaires, :signataireBlocSignature, 1, :supprime)
                on conflict (uuid) do update set nom = excluded.nom, code = excluded.code,
                  ville_signature = excluded.ville_signature, adresse = excluded.adresse,
                  code_postal = excluded.code_postal, prefix_convention = excluded.prefix_convention,
                  nb_convention_exemplaires = excluded.nb_convention_exemplaires,
                  signataire_bloc_signature = excluded.signataire_bloc_signature,
                  version = administration.version + 1, supprime = excluded.supprime, mis_a_jour_le = now()
                returning\
                """ + " " + COLONNES)
                    .paramSource(etat)
                    .query(LIGNE)
                    .single();
            evenements.publishEvent(
                    new AdministrationModifiee(UUID.randomUUID(), gardee.version(), horloge.instant(), gardee));
            return gardee;
        } catch (DuplicateKeyException _) {
            throw ErreurMetier.conflit("Une autre administration porte déjà le code " + etat.code() + ".");
        }
    }
}
