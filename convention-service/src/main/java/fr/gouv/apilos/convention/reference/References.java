package fr.gouv.apilos.convention.reference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads and keeps the local copies. */
@Service
public class References {

    private static final RowMapper<Bailleur> BAILLEUR = new SimplePropertyRowMapper<>(Bailleur.class);
    private static final RowMapper<Administration> ADMINISTRATION = new SimplePropertyRowMapper<>(Administration.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;

    References(JdbcClient jdbc, ApplicationEventPublisher evenements) {
        this.jdbc = jdbc;
        this.evenements = evenements;
    }

    /** The bailleur of this identifier, if its copy is here. */
    public Optional<Bailleur> bailleur(@Nullable UUID uuid) {
        return uuid == null
                ? Optional.empty()
                : jdbc.sql("select * from reference_bailleur where uuid = :uuid")
                        .param("uuid", uuid)
                        .query(BAILLEUR)
                        .optional();
    }

    /** Several bailleurs in one statement. */
    public Map<UUID, Bailleur> bailleurs(Collection<UUID> uuids) {
        if (uuids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from reference_bailleur where uuid in (:uuids)")
                .param("uuids", uuids)
                .query(BAILLEUR)
                .list()
                .stream()
                .collect(Collectors.toMap(Bailleur::uuid, Function.identity()));
    }

    /** The bailleur of a SIRET or of another unique number of the field. */
    public Optional<Bailleur> bailleurParSiret(String siret) {
        return jdbc.sql("select * from reference_bailleur where siret = :siret and not supprime limit 1")
                .param("siret", siret)
                .query(BAILLEUR)
                .optional();
    }

    /** The bailleur of a SIREN. */
    public Optional<Bailleur> bailleurParSiren(String siren) {
        return jdbc.sql("select * from reference_bailleur where siren = :siren and not supprime limit 1")
                .param("siren", siren)
                .query(BAILLEUR)
                .optional();
    }

    /** The administration of this identifier, if its copy is here. */
    public Optional<Administration> administration(@Nullable UUID uuid) {
        return uuid == null
                ? Optional.empty()
                : jdbc.sql("select * from reference_administration where uuid = :uuid")
                        .param("uuid", uuid)
                        .query(ADMINISTRATION)
                        .optional();
    }

    /** The administration of a code. */
    public Optional<Administration> administrationParCode(String code) {
        return jdbc.sql("select * from reference_administration where code = :code and not supprime limit 1")
                .param("code", code)
                .query(ADMINISTRATION)
                .optional();
    }

    /**
     * Whether copies are missing: none yet, or only those a data set brought by itself (version 0), which know nothing of
     * the owner.
     */
    public boolean incompletes() {
        return jdbc.sql("""
            select not exists (select from reference_bailleur) or not exists (select from reference_administration)
              or exists (select from reference_bailleur where version = 0)
              or exists (select from reference_administration where version = 0)\
            """).query(Boolean.class).single();
    }

    /**
     * Keeps the state of bailleurs; a state older than the one kept changes nothing.
     *
     * @return how many copies changed
     */
    @Transactional
    public int retenirBailleurs(List<Bailleur> etats) {
        int changes = 0;
        for (var etat : etats) {
            int change = jdbc.sql("""
                insert into reference_bailleur (uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur,
                  parent, adresse, code_postal, ville, capital_social, signataire_nom, signataire_fonction,
                  signataire_date_deliberation, signataire_bloc_signature, version, supprime)
                values (:uuid, :nom, :siret, :siren, :natureBailleur, :sousNatureBailleur,
                  :parent, :adresse, :codePostal, :ville, :capitalSocial, :signataireNom,
                  :signataireFonction, :signataireDateDeliberation, :signataireBlocSignature, :version,
                  :supprime)
                on conflict (uuid) do update set nom = excluded.nom, siret = excluded.siret,
                  siren = excluded.siren, nature_bailleur = excluded.nature_bailleur,
                  sous_nature_bailleur = excluded.sous_nature_bailleur, parent = excluded.parent,
                  adresse = excluded.adresse, code_postal = excluded.code_postal, ville = excluded.ville,
                  capital_social = excluded.capital_social, signataire_nom = excluded.signataire_nom,
                  signataire_fonction = excluded.signataire_fonction,
                  signataire_date_deliberation = excluded.signataire_date_deliberation,
                  signataire_bloc_signature = excluded.signataire_bloc_signature,
                  version = excluded.version, supprime = excluded.supprime, recu_le = now()
                where reference_bailleur.version < excluded.version\
                """).paramSource(etat).update();
            if (change > 0) {
                changes++;
                evenements.publishEvent(new CopieModifiee.BailleurModifie(etat.uuid()));
            }
        }
        return changes;
    }

    /**
     * Keeps the state of administrations; a state older than the one kept changes nothing.
     *
     * @return how many copies changed
     */
    @Transactional
    public int retenirAdministrations(List<Administration> etats) {
        int changes = 0;
        for (var etat : etats) {
            int change = jdbc.sql("""
                insert into reference_administration (uuid, nom, code, ville_signature, adresse, code_postal,
                  prefix_convention, nb_convention_exemplaires, signataire_bloc_signature, version, supprime)
                values (:uuid, :nom, :code, :villeSignature, :adresse, :codePostal, :prefixConvention,
                  :nbConventionExemplaires, :signataireBlocSignature, :version, :supprime)
                on conflict (uuid) do update set nom = excluded.nom, code = excluded.code,
                  ville_signature = excluded.ville_signature, adresse = excluded.adresse,
                  code_postal = excluded.code_postal, prefix_convention = excluded.prefix_convention,
                  nb_convention_exemplaires = excluded.nb_convention_exemplaires,
                  signataire_bloc_signature = excluded.signataire_bloc_signature,
                  version = excluded.version, supprime = excluded.supprime, recu_le = now()
                where reference_administration.version < excluded.version\
                """).paramSource(etat).update();
            if (change > 0) {
                changes++;
                evenements.publishEvent(new CopieModifiee.AdministrationModifiee(etat.uuid()));
            }
        }
        return changes;
    }
}
