package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The accounts of {@code load_test_fixtures}: one of a bailleur, one of an instructeur (07 ). No password is written
 * anywhere: {@code password-link} opens them.
 */
@Service
class JeuDEssai {

    private static final String ACTE = "load_test_fixtures";
    /** Accounts of the team keep living (07 R-39), and superusers: an environment nobody may enter is of no use. */
    private static final String DE_L_EQUIPE = "beta.gouv.fr";

    private final JdbcClient jdbc;
    private final Utilisateurs utilisateurs;
    private final Roles roles;
    private final Historique historique;
    private final Environnement environnement;

    JeuDEssai(
            JdbcClient jdbc,
            Utilisateurs utilisateurs,
            Roles roles,
            Historique historique,
            Environnement environnement) {
        this.jdbc = jdbc;
        this.utilisateurs = utilisateurs;
        this.roles = roles;
        this.historique = historique;
        this.environnement = environnement;
    }

    private record Compte(UUID uuid, String username, String email) {}

    /**
     * Makes the two accounts where they are missing.
     *
     * @param vider deletes before every account whose e-mail is not one of the team
     * @return how many accounts were deleted
     * @throws ErreurMetier 403 in production, before anything is written
     */
    @Transactional
    int preparer(UUID bailleur, UUID administration, boolean vider) {
        environnement.exigerHorsProduction(ACTE);
        int effaces = vider ? vider() : 0;
        roles.reprendre(
                compte("demo.bailleur", "Bailleur"), droits(TypologieRole.BAILLEUR, Groupe.BAILLEUR, bailleur, null));
        roles.reprendre(
                compte("demo.instructeur", "Instructeur"),
                droits(TypologieRole.INSTRUCTEUR, Groupe.INSTRUCTEUR, null, administration));
        return effaces;
    }

    private int vider() {
        var comptes = jdbc.sql("select uuid, username, email from utilisateur where position(:equipe in email) = 0"
                        + " and not superuser order by uuid for update")
                .param("equipe", DE_L_EQUIPE)
                .query((rs, rang) -> new Compte(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)))
                .list();
        comptes.forEach(c -> historique.noter(
                "utilisateur", c.uuid(), Map.of("username", c.username(), "email", c.email()), null, ACTE));
        jdbc.sql("delete from utilisateur where position(:equipe in email) = 0 and not superuser")
                .param("equipe", DE_L_EQUIPE)
                .update();
        return comptes.size();
    }

    private UUID compte(String username, String prenom) {
        return utilisateurs
                .parUsername(username)
                .orElseGet(() -> utilisateurs.reprendre(new Reprise(
                        UUID.randomUUID(),
                        username,
                        null,
                        "DEMO",
                        prenom,
                        username + "@exemple.fr",
                        "",
                        null,
                        PreferencesEmail.PARTIEL,
                        false,
                        false,
                        true,
                        Set.of())))
                .uuid();
    }

    private static DroitsAccordes droits(
            TypologieRole typologie, Groupe groupe, @Nullable UUID bailleur, @Nullable UUID administration) {
        return DroitsAccordes.local(typologie, groupe, bailleur, administration, null, null);
    }

    /** What referentiel-service asks, which leads the loading. */
    @RestController
    @RequestMapping("/api/v1/jeu-d-essai")
    static class JeuDEssaiController {

        private final JeuDEssai jeu;

        JeuDEssaiController(JeuDEssai jeu) {
            this.jeu = jeu;
        }

        /**
         * For whom.
         *
         * @param vider deletes before every account whose e-mail is not one of the team
         */
        record DemandeDeJeu(
                @Nullable UUID bailleur,
                @Nullable UUID administration,
                @Nullable Boolean vider) {}

        /** What was done. */
        record JeuFait(int effaces) {}

        @PostMapping
        JeuFait preparer(@RequestBody DemandeDeJeu demande) {
            Identite.courante().exigerSuperutilisateur();
            var bailleur = demande.bailleur();
            var administration = demande.administration();
            if (bailleur == null || administration == null) {
                throw new ErreurMetier(ErreurCommune.INVALIDE, "Donnez un bailleur et une administration.");
            }
            return new JeuFait(jeu.preparer(bailleur, administration, Boolean.TRUE.equals(demande.vider())));
        }
    }
}
