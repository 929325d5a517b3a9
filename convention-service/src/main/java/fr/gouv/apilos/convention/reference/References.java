package fr.gouv.apilos.convention.reference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import tools.jackson.databind.json.JsonMapper;

/** Reads and keeps the local copies. */
@Service
public class References {

    private static final RowMapper<Bailleur> BAILLEUR = new SimplePropertyRowMapper<>(Bailleur.class);
    private static final RowMapper<Administration> ADMINISTRATION = new SimplePropertyRowMapper<>(Administration.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final JsonMapper json;

    References(JdbcClient jdbc, ApplicationEventPublisher evenements, JsonMapper json) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.json = json;
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

    /** What the copies amount to, computed as the owner does: the same rows at the same versions give the same text. */
    @Transactional(readOnly = true)
    Referentiel.Empreinte empreinteDesBailleurs() {
        return empreinte("reference_bailleur");
    }

    /** As {@link #empreinteDesBailleurs}, of administrations. */
    @Transactional(readOnly = true)
    Referentiel.Empreinte empreinteDesAdministrations() {
        return empreinte("reference_administration");
    }

    private Referentiel.Empreinte empreinte(String table) {
        return jdbc.sql("select count(*) as nombre, encode(sha256(convert_to(coalesce("
                        + "string_agg(uuid || ':' || version, E'\\n' order by uuid), ''), 'UTF8')), 'hex') as sha256 from "
                        + table)
                .query(Referentiel.Empreinte.class)
                .single();
    }

    /** The number of the last change taken from the owner; empty when none ever was. */
    @Transactional(readOnly = true)
    public OptionalLong curseur() {
        return jdbc.sql("select sequence from reference_curseur").query((rs, rang) -> rs.getLong(1)).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Moves the cursor on; never back. */
    @Transactional
    public void avancer(long sequence) {
        jdbc.sql("""
            insert into reference_curseur (unique_ligne, sequence) values (true, :sequence)
            on conflict (unique_ligne) do update set
              sequence = greatest(reference_curseur.sequence, excluded.sequence)\
            """).param("sequence", sequence).update();
    }

    /**
     * Keeps the state of bailleurs; a state older than the one kept changes nothing. One statement, however many they are.
     *
     * @return how many copies changed
     */
    @Transactional
    public int retenirBailleurs(List<Bailleur> etats) {
        if (etats.isEmpty()) {
            return 0;
        }
        var changes = jdbc.sql("""
            insert into reference_bailleur (uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur,
              parent, adresse, code_postal, ville, capital_social, signataire_nom, signataire_fonction,
              signataire_date_deliberation, signataire_bloc_signature, version, supprime)
            select distinct on (e.uuid) e.uuid, e.nom, e.siret, e.siren, e."natureBailleur", e."sousNatureBailleur",
              e.parent, e.adresse, e."codePostal", e.ville, e."capitalSocial", e."signataireNom",
              e."signataireFonction", e."signataireDateDeliberation", e."signataireBlocSignature", e.version,
              e.supprime
            from jsonb_to_recordset(:etats::jsonb) as e(uuid uuid, nom text, siret text, siren text,
              "natureBailleur" text, "sousNatureBailleur" text, parent uuid, adresse text, "codePostal" text,
              ville text, "capitalSocial" numeric, "signataireNom" text, "signataireFonction" text,
              "signataireDateDeliberation" date, "signataireBlocSignature" text, version bigint, supprime boolean)
            order by e.uuid, e.version desc
            on conflict (uuid) do update set nom = excluded.nom, siret = excluded.siret,
              siren = excluded.siren, nature_bailleur = excluded.nature_bailleur,
              sous_nature_bailleur = excluded.sous_nature_bailleur, parent = excluded.parent,
              adresse = excluded.adresse, code_postal = excluded.code_postal, ville = excluded.ville,
              capital_social = excluded.capital_social, signataire_nom = excluded.signataire_nom,
              signataire_fonction = excluded.signataire_fonction,
              signataire_date_deliberation = excluded.signataire_date_deliberation,
              signataire_bloc_signature = excluded.signataire_bloc_signature,
              version = excluded.version, supprime = excluded.supprime, recu_le = now()
            where reference_bailleur.version < excluded.version
            returning uuid\
            """)
                .param("etats", json.writeValueAsString(etats))
                .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                .list();
        changes.forEach(uuid -> evenements.publishEvent(new CopieModifiee.BailleurModifie(uuid)));
        if (!changes.isEmpty()) {
            evenements.publishEvent(new BailleursModifies(Set.copyOf(changes)));
        }
        return changes.size();
    }

    /**
     * Keeps the state of administrations; a state older than the one kept changes nothing.
     *
     * @return how many copies changed
     */
    @Transactional
    public int retenirAdministrations(List<Administration> etats) {
        if (etats.isEmpty()) {
            return 0;
        }
        var changes = jdbc.sql("""
            insert into reference_administration (uuid, nom, code, ville_signature, adresse, code_postal,
              prefix_convention, nb_convention_exemplaires, signataire_bloc_signature, version, supprime)
            select distinct on (e.uuid) e.uuid, e.nom, e.code, e."villeSignature", e.adresse, e."codePostal",
              e."prefixConvention", e."nbConventionExemplaires", e."signataireBlocSignature", e.version, e.supprime
            from jsonb_to_recordset(:etats::jsonb) as e(uuid uuid, nom text, code text, "villeSignature" text,
              adresse text, "codePostal" text, "prefixConvention" text, "nbConventionExemplaires" int,
              "signataireBlocSignature" text, version bigint, supprime boolean)
            order by e.uuid, e.version desc
            on conflict (uuid) do update set nom = excluded.nom, code = excluded.code,
              ville_signature = excluded.ville_signature, adresse = excluded.adresse,
              code_postal = excluded.code_postal, prefix_convention = excluded.prefix_convention,
              nb_convention_exemplaires = excluded.nb_convention_exemplaires,
              signataire_bloc_signature = excluded.signataire_bloc_signature,
              version = excluded.version, supprime = excluded.supprime, recu_le = now()
            where reference_administration.version < excluded.version
            returning uuid\
            """)
                .param("etats", json.writeValueAsString(etats))
                .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                .list();
        changes.forEach(uuid -> evenements.publishEvent(new CopieModifiee.AdministrationModifiee(uuid)));
        return changes.size();
    }
}
