package fr.gouv.apilos.referentiel.bailleur;

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
    private final Clock horloge;

    Bailleurs(JdbcClient jdbc, ApplicationEventPublisher evenements, Clock horloge) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.horloge = horloge;
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
        var etat = demande.regle();
        var connu = jdbc.sql("select " + COLONNES + " from bailleur where uuid = :uuid for update")
                .param("uuid", etat.uuid())
                .query(LIGNE)
                .optional();
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
            evenements.publishEvent(new BailleurModifie(UUID.randomUUID(), garde.version(), horloge.instant(), garde));
            return garde;
        } catch (DuplicateKeyException _) {
            throw ErreurMetier.conflit("Un autre bailleur porte déjà le SIRET " + etat.siret() + " ou le SIREN "
                    + etat.siren() + ". Demandez à l’équipe d’exploitation de les rapprocher.");
        }
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
