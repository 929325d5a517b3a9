package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The part of {@code clear_all_data} that lies here: accounts that are neither superuser nor staff, and roles on entities that are
 * gone (07 §13.3). Their history stays, with a line for the end of each account.
 */
@Service
class Effacement {

    private static final Logger LOG = LoggerFactory.getLogger(Effacement.class);
    private static final String ACTE = "clear_all_data";

    private final JdbcClient jdbc;
    private final Historique historique;
    private final Environnement environnement;

    Effacement(JdbcClient jdbc, Historique historique, Environnement environnement) {
        this.jdbc = jdbc;
        this.historique = historique;
        this.environnement = environnement;
    }

    private record Compte(UUID uuid, String username, String email) {}

    /** How many accounts and roles would go. */
    @Transactional(readOnly = true)
    Map<String, Long> compter() {
        var comptes = new LinkedHashMap<String, Long>();
        comptes.put("utilisateurs", compter("utilisateur where not staff and not superuser"));
        comptes.put(
                "roles",
                compter(
                        "role r where r.bailleur is not null or r.administration is not null or exists"
                                + " (select from utilisateur u where u.uuid = r.utilisateur and not u.staff and not u.superuser)"));
        return comptes;
    }

    /**
     * Deletes the next accounts, then the roles of the others on entities that are gone.
     *
     * @return how many accounts remain to be deleted
     * @throws ErreurMetier 403 in production, before anything is written
     */
    @Transactional
    long effacer(int taille) {
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

    private long compter(String quoi) {
        return jdbc.sql("select count(*) from " + quoi).query(Long.class).single();
    }

    /** What referentiel-service asks, which leads the operation. */
    @RestController
    @RequestMapping("/api/v1/effacement")
    static class EffacementController {

        private static final String CONFIRMATION = "tout effacer";
        private static final int PAQUET = 500;

        private final Effacement effacement;
        private final Environnement environnement;

        EffacementController(Effacement effacement, Environnement environnement) {
            this.effacement = effacement;
            this.environnement = environnement;
        }

        /**
         * A batch.
         *
         * @param confirmation the words {@code tout effacer}
         */
        record DemandeDEffacement(@Nullable String confirmation) {}

        /** What is left. */
        record EffacementRestant(long restants) {}

        /** How many rows of each kind would go. */
        @GetMapping
        Map<String, Long> aEffacer() {
            exiger();
            return effacement.compter();
        }

        /** Deletes the next batch. */
        @PostMapping
        EffacementRestant effacer(@RequestBody DemandeDEffacement demande) {
            exiger();
            environnement.exigerHorsProduction(ACTE);
            if (!CONFIRMATION.equals(demande.confirmation())) {
                throw new ErreurMetier(
                        ErreurCommune.INVALIDE, "Confirmez par les mots « " + CONFIRMATION + " » : rien n’est effacé.");
            }
            return new EffacementRestant(effacement.effacer(PAQUET));
        }

        private static void exiger() {
            var identite = Identite.courante();
            if (!identite.estService() && !identite.superuser()) {
                throw ErreurMetier.interdit("Réservé aux super-utilisateurs et aux programmes de la plateforme.");
            }
        }
    }
}
