package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.platform.command.EffacementDeService;
import fr.gouv.apilos.platform.environment.Environnement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The part of {@code clear_all_data} that lies here: accounts that are neither superuser nor staff, and roles on entities that are
 * gone (07 §13.3). Their history stays, with a line for the end of each account.
 */
@Service
class Effacement implements EffacementDeService {

    private static final Logger LOG = LoggerFactory.getLogger(Effacement.class);
    private static final int PAQUET = 500;

    private final JdbcClient jdbc;
    private final Historique historique;
    private final Environnement environnement;

    Effacement(JdbcClient jdbc, Historique historique, Environnement environnement) {
        this.jdbc = jdbc;
        this.historique = historique;
        this.environnement = environnement;
    }

    private record Compte(UUID uuid, String username, String email) {}

    @Override
    @Transactional(readOnly = true)
    public Map<String, Long> compter() {
        var comptes = new LinkedHashMap<String, Long>();
        comptes.put("utilisateurs", compter("utilisateur where not staff and not superuser"));
        comptes.put(
                "roles",
                compter(
                        "role r where r.bailleur is not null or r.administration is not null or exists"
                                + " (select from utilisateur u where u.uuid = r.utilisateur and not u.staff and not u.superuser)"));
        return comptes;
    }

    /** Deletes the next accounts, then the roles of the others on entities that are gone. */
    @Override
    @Transactional
    public long effacer(int taille) {
        environnement.exigerHorsProduction(ACTE);
        var comptes = jdbc.sql("select uuid, username, email from utilisateur where not staff and not superuser"
                        + " order by uuid limit :taille for update")
                .param("taille", taille)
                .query((rs, rang) -> new Compte(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)))
                .list();
        for (var compte : comptes) {
            historique.noter(
                    "utilisateur",
                    compte.uuid(),
                    Map.of("username", compte.username(), "email", compte.email()),
                    null,
                    ACTE);
        }
        if (!comptes.isEmpty()) {
            jdbc.sql("delete from utilisateur where uuid in (:uuids)")
                    .param("uuids", comptes.stream().map(Compte::uuid).toList())
                    .update();
        }
        jdbc.sql("delete from role where bailleur is not null or administration is not null")
                .update();
        LOG.warn("{}: {} accounts deleted", ACTE, comptes.size());
        return compter("utilisateur where not staff and not superuser");
    }

    @Override
    public int paquet() {
        return PAQUET;
    }

    private long compter(String quoi) {
        return jdbc.sql("select count(*) from " + quoi).query(Long.class).single();
    }
}
