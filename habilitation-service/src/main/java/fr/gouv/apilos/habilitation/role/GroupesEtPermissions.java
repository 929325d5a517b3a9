package fr.gouv.apilos.habilitation.role;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Groups and permissions in the database: reset to the table of {@link Groupe} at each deployment. Source: 04 R12. */
@Service
public class GroupesEtPermissions {

    /** To be raised with every change of {@link Groupe} or {@link Permission}. */
    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(GroupesEtPermissions.class);
    private static final String NOM = "groupes";

    private final JdbcClient jdbc;
    private final Clock horloge;

    GroupesEtPermissions(JdbcClient jdbc, Clock horloge) {
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /**
     * Makes the tables equal to the code. Running it twice changes nothing; an older version of the service, still
     * running beside a newer one, does not undo the newer table.
     */
    @Transactional
    public void peupler() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('habilitation.groupes'))")
                .query((rs, _) -> 1)
                .list();
        var enPlace = jdbc.sql("select version from reference where nom = :nom")
                .param("nom", NOM)
                .query(Integer.class)
                .optional()
                .orElse(0);
        if (enPlace > VERSION) {
            LOG.warn("Groups are at version {}, newer than {}: left as they are", enPlace, VERSION);
            return;
        }
        for (var permission : Permission.values()) {
            jdbc.sql("""
                insert into permission (code, libelle) values (:code, :libelle)
                on conflict (code) do update set libelle = excluded.libelle\
                """)
                    .param("code", permission.code())
                    .param("libelle", permission.libelle())
                    .update();
        }
        for (var groupe : Groupe.values()) {
            jdbc.sql("""
                insert into groupe (code, libelle) values (:code, :libelle)
                on conflict (code) do update set libelle = excluded.libelle\
                """)
                    .param("code", groupe.code())
                    .param("libelle", groupe.libelle())
                    .update();
            var codes =
                    groupe.permissions().stream().map(Permission::code).sorted().toList();
            jdbc.sql("delete from groupe_permission where groupe = :groupe and permission not in (:codes)")
                    .param("groupe", groupe.code())
                    .param("codes", codes)
                    .update();
            for (var code : codes) {
                jdbc.sql("insert into groupe_permission values (:groupe, :permission) on conflict do nothing")
                        .param("groupe", groupe.code())
                        .param("permission", code)
                        .update();
            }
        }
        jdbc.sql("delete from permission where code not in (:codes)")
                .param(
                        "codes",
                        Arrays.stream(Permission.values()).map(Permission::code).toList())
                .update();
        jdbc.sql("""
            insert into reference values (:nom, :version, :quand)
            on conflict (nom) do update set version = excluded.version, appliquee_le = excluded.appliquee_le\
            """)
                .param("nom", NOM)
                .param("version", VERSION)
                .param("quand", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        LOG.info("Groups and permissions are at version {}", VERSION);
    }

    /** Permissions of a group, as the database holds them. */
    @Transactional(readOnly = true)
    public Set<String> permissions(Groupe groupe) {
        return new TreeSet<>(jdbc.sql("select permission from groupe_permission where groupe = :groupe")
                .param("groupe", groupe.code())
                .query(String.class)
                .list());
    }
}
