package fr.gouv.apilos.habilitation.referentiel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The replica: what this service must know of bailleurs and administrations. Older versions never overwrite newer. */
@Repository
public class EntitesConnues {

    private final JdbcClient jdbc;

    EntitesConnues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    void noter(ReferentielListener.Bailleur bailleur) {
        if (!admettre(bailleur.uuid(), bailleur.version(), bailleur.supprime())) {
            jdbc.sql("delete from bailleur_connu where uuid = :uuid and version <= :version")
                    .param("uuid", bailleur.uuid())
                    .param("version", bailleur.version())
                    .update();
            return;
        }
        jdbc.sql("""
            insert into bailleur_connu (uuid, nom, siret, siren, parent, version)
            values (:uuid, :nom, :siret, :siren, :parent, :version)
            on conflict (uuid) do update
            set nom = excluded.nom, siret = excluded.siret, siren = excluded.siren,
                parent = excluded.parent, version = excluded.version
            where bailleur_connu.version <= excluded.version\
            """)
                .param("uuid", bailleur.uuid())
                .param("nom", bailleur.nom())
                .param("siret", bailleur.siret())
                .param("siren", bailleur.siren())
                .param("parent", bailleur.parent())
                .param("version", bailleur.version())
                .update();
    }

    @Transactional
    void noter(ReferentielListener.Administration administration) {
        if (!admettre(administration.uuid(), administration.version(), administration.supprime())) {
            jdbc.sql("delete from administration_connue where uuid = :uuid and version <= :version")
                    .param("uuid", administration.uuid())
                    .param("version", administration.version())
                    .update();
            return;
        }
        jdbc.sql("""
            insert into administration_connue (uuid, nom, code, version)
            values (:uuid, :nom, :code, :version)
            on conflict (uuid) do update
            set nom = excluded.nom, code = excluded.code, version = excluded.version
            where administration_connue.version <= excluded.version\
            """)
                .param("uuid", administration.uuid())
                .param("nom", administration.nom())
                .param("code", administration.code())
                .param("version", administration.version())
                .update();
    }

    /**
     * Whether the entity lives at that version. Messages of one entity may be handled side by side and in any order: an end is
     * remembered, so that what was told before it does not bring the entity back.
     */
    private boolean admettre(UUID uuid, long version, boolean supprimee) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:uuid, 0))")
                .param("uuid", "entite " + uuid)
                .query((rs, _) -> true)
                .single();
        if (supprimee) {
            jdbc.sql("""
                insert into entite_supprimee (uuid, version) values (:uuid, :version)
                on conflict (uuid) do update set version = greatest(entite_supprimee.version, excluded.version)\
                """).param("uuid", uuid).param("version", version).update();
            return false;
        }
        return jdbc.sql("select not exists (select from entite_supprimee where uuid = :uuid and version >= :version)")
                .param("uuid", uuid)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    /** The number of the last change read of the référentiel, 0 when none was. */
    @Transactional(readOnly = true)
    long dernierChangementLu() {
        return jdbc.sql("select coalesce(max(sequence), 0) from referentiel_lu")
                .query(Long.class)
                .single();
    }

    /** Never goes back. */
    @Transactional
    void retenirLeDernierChangement(long sequence) {
        jdbc.sql("""
            insert into referentiel_lu (sequence) values (:sequence)
            on conflict (seul) do update set sequence = greatest(referentiel_lu.sequence, excluded.sequence)\
            """).param("sequence", sequence).update();
    }

    /** The bailleurs and their direct children: one level only (04 R38). */
    @Transactional(readOnly = true)
    public Set<UUID> avecEnfants(Collection<UUID> bailleurs) {
        var tous = new HashSet<>(bailleurs);
        if (!tous.isEmpty()) {
            tous.addAll(jdbc.sql("select uuid from bailleur_connu where parent in (:bailleurs)")
                    .param("bailleurs", bailleurs)
                    .query(UUID.class)
                    .list());
        }
        return Set.copyOf(tous);
    }

    /**
     * A bailleur or an administration, to choose from.
     *
     * @param code SIREN, or code of the administration
     */
    public record Entite(UUID uuid, String nom, String code) {}

    /** The bailleurs of a SIREN, of a SIRET, of a name, or else those whose name holds the text; ten at most. */
    @Transactional(readOnly = true)
    public List<Entite> bailleurs(String texte) {
        return chercher("bailleur_connu", "siren", "e.siren = :compact or e.siret = :compact", texte);
    }

    /** The administrations of a code, of a name, or else those whose name holds the text; ten at most. */
    @Transactional(readOnly = true)
    public List<Entite> administrations(String texte) {
        return chercher("administration_connue", "code", "lower(e.code) = lower(:compact)", texte);
    }

    private List<Entite> chercher(String table, String code, String parCode, String texte) {
        var requete = "select e.uuid, e.nom, coalesce(e." + code + ", '') from " + table + " e where ";
        for (var condition : List.of(
                parCode,
                "lower(e.nom) = lower(:texte)",
                "strpos(texte_cherche(e.nom), btrim(texte_cherche(:texte))) > 0")) {
            var trouvees = jdbc.sql(requete + condition + " order by e.nom, e.uuid limit 10")
                    .param("compact", texte.replaceAll("[\\s\\u00a0\\u202f]", ""))
                    .param("texte", texte.strip())
                    .query((rs, _) -> new Entite(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)))
                    .list();
            if (!trouvees.isEmpty()) {
                return trouvees;
            }
        }
        return List.of();
    }

    /** Names of bailleurs and administrations; those never heard of are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, String> noms(Collection<UUID> entites) {
        if (entites.isEmpty()) {
            return Map.of();
        }
        var noms = new HashMap<UUID, String>();
        jdbc.sql("""
            select uuid, nom from bailleur_connu where uuid in (:entites)
            union all select uuid, nom || ' (' || coalesce(code, '') || ')' from administration_connue where uuid in (:entites)\
            """)
                .param("entites", entites)
                .query((rs, _) -> noms.put(rs.getObject(1, UUID.class), rs.getString(2)))
                .list();
        return noms;
    }

    /** A bailleur by its SIRET. */
    @Transactional(readOnly = true)
    public Optional<UUID> bailleur(String siret) {
        return jdbc.sql("select uuid from bailleur_connu where siret = :siret")
                .param("siret", siret)
                .query(UUID.class)
                .optional();
    }

    /** An administration by its code. */
    @Transactional(readOnly = true)
    public Optional<UUID> administration(String code) {
        return jdbc.sql("select uuid from administration_connue where code = :code")
                .param("code", code)
                .query(UUID.class)
                .optional();
    }
}
