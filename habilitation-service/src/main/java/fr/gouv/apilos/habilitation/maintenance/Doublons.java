package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Second accounts of one person: local accounts whose e-mail is that of an account of Cerbère. Their roles go to the account of
 * Cerbère and they are closed, never deleted: what they wrote keeps its author (04 §18, D25). Empty e-mails, the support team, and
 * e-mails that only local accounts share are left alone.
 */
@Service
class Doublons {

    private final JdbcClient jdbc;
    private final Utilisateurs utilisateurs;
    private final Roles roles;

    Doublons(JdbcClient jdbc, Utilisateurs utilisateurs, Roles roles) {
        this.jdbc = jdbc;
        this.utilisateurs = utilisateurs;
        this.roles = roles;
    }

    /** One account. */
    record Compte(UUID uuid, String username, @Nullable String cerbereLogin) {}

    /**
     * The accounts of one e-mail.
     *
     * @param garde the one people sign in with, or null when none is known to Cerbère: a person must choose
     * @param doubles those to be closed
     */
    record Groupe(String email, @Nullable Compte garde, List<Compte> doubles) {}

    private record Trouve(String email, Compte compte) {}

    /** E-mails carried by several accounts that may enter, the account signed in last first. */
    @Transactional(readOnly = true)
    List<Groupe> chercher() {
        var groupes = new LinkedHashMap<String, List<Compte>>();
        jdbc.sql("""
            select lower(btrim(email)) adresse, uuid, username, cerbere_login from utilisateur u
            where actif and not staff and not superuser and btrim(email) <> '' and exists (
              select 1 from utilisateur v where v.uuid <> u.uuid and v.actif and not v.staff and not v.superuser
                and lower(btrim(v.email)) = lower(btrim(u.email)))
            order by adresse, derniere_connexion desc nulls last, cree_le, uuid\
            """)
                .query((rs, rang) -> new Trouve(
                        rs.getString(1), new Compte(rs.getObject(2, UUID.class), rs.getString(3), rs.getString(4))))
                .list()
                .forEach(t -> groupes.computeIfAbsent(t.email(), cle -> new ArrayList<>())
                        .add(t.compte()));
        return groupes.entrySet().stream()
                .map(e -> groupe(e.getKey(), e.getValue()))
                .filter(g -> g.garde() == null || !g.doubles().isEmpty())
                .toList();
    }

    private static Groupe groupe(String email, List<Compte> comptes) {
        var garde = comptes.stream()
                .filter(c -> c.cerbereLogin() != null)
                .findFirst()
                .orElse(null);
        return new Groupe(
                email,
                garde,
                comptes.stream().filter(c -> c.cerbereLogin() == null).toList());
    }

    /** Moves the roles and closes the second accounts of one e-mail; all or nothing. */
    @Transactional
    int fusionner(Groupe groupe) {
        var garde = groupe.garde();
        if (garde == null) {
            return 0;
        }
        for (var ancien : groupe.doubles()) {
            roles.transferer(ancien.uuid(), garde.uuid(), "Second compte : " + court(ancien.username()));
            utilisateurs.remplacer(ancien.uuid(), garde.uuid(), "Second compte de " + court(garde.username()));
        }
        return groupe.doubles().size();
    }

    /** A reason has a hundred characters. */
    private static String court(String username) {
        return username.length() <= 70 ? username : username.substring(0, 70);
    }
}
