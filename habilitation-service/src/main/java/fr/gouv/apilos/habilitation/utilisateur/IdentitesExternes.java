package fr.gouv.apilos.habilitation.utilisateur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which account a person identified by an OpenID Connect provider has here. A provider gives no account: it must be
 * known already, from Cerbère, a data set or the support team.
 */
@Service
public class IdentitesExternes {

    private static final Logger LOG = LoggerFactory.getLogger(IdentitesExternes.class);

    private final JdbcClient jdbc;
    private final Utilisateurs utilisateurs;
    private final Clock horloge;

    IdentitesExternes(JdbcClient jdbc, Utilisateurs utilisateurs, Clock horloge) {
        this.jdbc = jdbc;
        this.utilisateurs = utilisateurs;
        this.horloge = horloge;
    }

    private record Compte(UUID uuid, boolean actif) {}

    /**
     * The account of a person: the one tied to this subject, else the only active one with this e-mail, which is tied
     * from then on.
     *
     * @throws ErreurMetier 403 {@code COMPTE_INCONNU}, {@code COMPTE_AMBIGU} or {@code COMPTE_DESACTIVE}
     */
    @Transactional
    public UUID reconnaitre(IdentiteOidc identite) {
        // Two tabs of one person may sign in at once.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:cle, 0))")
                .param("cle", "oidc." + identite.emetteur() + " " + identite.sujet())
                .query((rs, _) -> 1)
                .list();
        var lie = lie(identite);
        var uuid = lie.isPresent() ? lie.get() : lier(identite);
        utilisateurs.actif(uuid);
        jdbc.sql("update utilisateur set derniere_connexion = :maintenant where uuid = :uuid")
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .param("uuid", uuid)
                .update();
        return uuid;
    }

    private Optional<UUID> lie(IdentiteOidc identite) {
        return jdbc.sql("select utilisateur from identite_externe where emetteur = :emetteur and sujet = :sujet")
                .param("emetteur", identite.emetteur())
                .param("sujet", identite.sujet())
                .query(UUID.class)
                .optional();
    }

    private UUID lier(IdentiteOidc identite) {
        var comptes = identite.emailVerifie() ? parEmail(identite.email()) : List.<Compte>of();
        var actifs = comptes.stream().filter(Compte::actif).toList();
        if (actifs.size() > 1) {
            throw new ErreurMetier(
                    ErreurUtilisateur.COMPTE_AMBIGU,
                    "Plusieurs comptes APiLos portent votre adresse électronique. Écrivez à l’assistance, qui les"
                            + " réunira, ou connectez-vous avec Cerbère.");
        }
        if (comptes.isEmpty()) {
            throw new ErreurMetier(
                    ErreurUtilisateur.COMPTE_INCONNU,
                    "Aucun compte APiLos ne porte votre adresse électronique. Connectez-vous une première fois avec"
                            + " Cerbère, ou écrivez à l’assistance.");
        }
        // A closed account is said to be so, by the check that follows, and is not tied.
        if (actifs.isEmpty()) {
            return comptes.getFirst().uuid();
        }
        var uuid = actifs.getFirst().uuid();
        jdbc.sql("""
            insert into identite_externe (emetteur, sujet, utilisateur, liee_le)
            values (:emetteur, :sujet, :utilisateur, :maintenant)\
            """)
                .param("emetteur", identite.emetteur())
                .param("sujet", identite.sujet())
                .param("utilisateur", uuid)
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        utilisateurs.noterIdentiteExterne(uuid, identite.emetteur());
        LOG.info("A subject of {} is tied to the account {}", identite.emetteur(), uuid);
        return uuid;
    }

    private List<Compte> parEmail(String email) {
        if (email.isBlank()) {
            return List.of();
        }
        return jdbc.sql("select uuid, actif from utilisateur where lower(email) = :email order by cree_le, uuid")
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query(Compte.class)
                .list();
    }
}
