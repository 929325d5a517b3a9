package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who acts for an administration, and which mails they want: the first question when somebody received nothing (04 §18). No transaction during a call. */
@Service
class Diagnostic {

    private final JdbcClient jdbc;
    private final Conventions conventions;

    Diagnostic(JdbcClient jdbc, Conventions conventions) {
        this.jdbc = jdbc;
        this.conventions = conventions;
    }

    /**
     * One person.
     *
     * @param preference {@code TOUS}, {@code PARTIEL} or {@code AUCUN}
     * @param actif whether the account may enter
     */
    record Personne(
            String email,
            String nom,
            String preference,
            boolean actif,
            @Nullable Instant derniereConnexion) {}

    /**
     * An administration and those who hold a role in force on it, by e-mail.
     *
     * @param conventions how many it has, or null when convention-service does not say
     * @param bailleurs those of its programmes, or null when convention-service does not say
     * @param utilisateursBailleur who holds a role in force on one of them
     */
    record EtatDAdministration(
            UUID uuid,
            String nom,
            String code,
            @Nullable Long conventions,
            @Nullable List<Conventions.BailleurGere> bailleurs,
            List<Personne> utilisateursBailleur,
            List<Personne> instructeurs) {}

    private record Administration(UUID uuid, String nom, String code) {}

    /** @throws ErreurMetier 404 for an unknown code */
    EtatDAdministration dAdministration(String code) {
        var administration = jdbc.sql(
                        "select uuid, nom, code from administration_connue where lower(code) = lower(:code) order by uuid limit 1")
                .param("code", code.strip())
                .query((rs, rang) -> new Administration(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)))
                .optional()
                .orElseThrow(
                        () -> ErreurMetier.introuvable("Aucune administration ne porte le code « " + code + " »."));
        var bailleurs = conventions.bailleurs(administration.uuid()).orElse(null);
        return new EtatDAdministration(
                administration.uuid(),
                administration.nom(),
                administration.code(),
                conventions.dAdministration(administration.uuid()).orElse(null),
                bailleurs,
                bailleurs == null
                        ? List.of()
                        : personnes(
                                "bailleur",
                                bailleurs.stream()
                                        .map(Conventions.BailleurGere::uuid)
                                        .toList()),
                personnes("administration", List.of(administration.uuid())));
    }

    /** The programmes of an opération with their recipients; empty when convention-service does not say. */
    Optional<List<Conventions.ProgrammeSuivi>> dOperation(String numero) {
        return conventions.operation(numero.strip());
    }

    /** @param champ column of the role: {@code bailleur} or {@code administration} */
    private List<Personne> personnes(String champ, List<UUID> entites) {
        if (entites.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
            select u.email, coalesce(nullif(btrim(u.prenom || ' ' || u.nom), ''), u.username), u.preferences_email, u.actif,
              u.derniere_connexion
            from utilisateur u
            where exists (select 1 from role r where r.utilisateur = u.uuid and r.fin is null and r.%s in (:entites))
            order by lower(u.email), u.username\
            """.formatted(champ))
                .param("entites", entites)
                .query((rs, rang) -> new Personne(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getBoolean(4),
                        rs.getTimestamp(5) == null ? null : rs.getTimestamp(5).toInstant()))
                .list();
    }
}
