package fr.gouv.apilos.habilitation.correspondant;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accounts a mail may concern (04 R117 to R119). It only says who they are; which of them is written to is decided by the
 * service that writes. Asked by POST: addresses do not belong in access logs.
 */
@RestController
@RequestMapping("/api/v1/correspondants")
class CorrespondantsController {

    private static final int MAX = 1000;

    private final JdbcClient jdbc;

    CorrespondantsController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whom to look for; what is null or empty finds nobody.
     *
     * @param bailleur everybody with a role on this bailleur
     * @param administration everybody with a role on this administration
     * @param utilisateurs these accounts
     * @param adresses accounts of these e-mails, principal or secondary
     */
    record Demande(
            @Nullable UUID bailleur,
            @Nullable UUID administration,
            @Nullable List<UUID> utilisateurs,
            @Nullable List<String> adresses) {}

    /**
     * One account.
     *
     * @param preference {@code TOUS}, {@code PARTIEL} or {@code AUCUN}; a closed account wants nothing
     * @param roles sides of the roles in force, wherever
     * @param rolesSurPlace sides of the roles in force on the bailleur or the administration asked for
     */
    record Correspondant(
            UUID utilisateur,
            String email,
            String emailSecondaire,
            String preference,
            Set<String> roles,
            Set<String> rolesSurPlace) {}

    /** @throws ErreurMetier 403 for anybody but a program, 422 for more than 1000 names */
    @PostMapping
    List<Correspondant> chercher(@RequestBody Demande demande) {
        if (!Identite.courante().estService()) {
            throw ErreurMetier.interdit("Cette adresse est réservée aux services de la plateforme.");
        }
        var utilisateurs = demande.utilisateurs() == null ? List.<UUID>of() : demande.utilisateurs();
        var adresses = demande.adresses() == null ? List.<String>of() : demande.adresses();
        if (utilisateurs.size() + adresses.size() > MAX) {
            throw new ErreurMetier(ErreurCommune.INVALIDE, "Demandez au plus " + MAX + " comptes à la fois.");
        }
        return jdbc.sql("""
            select u.uuid, u.email, u.email_secondaire,
              case when u.actif then u.preferences_email else 'AUCUN' end,
              coalesce(array_agg(distinct r.typologie) filter (where r.id is not null), '{}'),
              coalesce(array_agg(distinct r.typologie) filter (
                where r.bailleur = :bailleur::uuid or r.administration = :administration::uuid), '{}')
            from utilisateur u left join role r on r.utilisateur = u.uuid and r.fin is null
            where u.uuid = any(string_to_array(:utilisateurs, ',')::uuid[])
              or u.uuid in (select utilisateur from role where bailleur = :bailleur::uuid and fin is null)
              or u.uuid in (select utilisateur from role where administration = :administration::uuid and fin is null)
              or lower(u.email) = any(string_to_array(:adresses, E'\\n')) or lower(u.email_secondaire) = any(string_to_array(:adresses, E'\\n'))
            group by u.uuid order by u.uuid\
            """)
                .param("bailleur", demande.bailleur())
                .param("administration", demande.administration())
                .param("utilisateurs", utilisateurs.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .param(
                        "adresses",
                        adresses.stream()
                                .map(adresse -> adresse.strip().toLowerCase(Locale.ROOT))
                                .filter(adresse -> !adresse.isEmpty())
                                .collect(Collectors.joining("\n")))
                .query((rs, _) -> new Correspondant(
                        rs.getObject(1, UUID.class),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        Set.of((String[]) rs.getArray(5).getArray()),
                        Set.of((String[]) rs.getArray(6).getArray())))
                .list();
    }
}
