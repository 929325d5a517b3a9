package fr.gouv.apilos.habilitation.maintenance;

import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may do what, today, as one file: a row for each role in force, and one for each account without any. */
@Service
class Permissions {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int LOT = 1_000;
    private static final String TOUTES = "toutes";

    private static final List<Export.Champ<Ligne>> CHAMPS = List.of(
            new Export.Champ<>("Identifiant", Ligne::username),
            new Export.Champ<>("Nom", Ligne::nom),
            new Export.Champ<>("E-mail", Ligne::email),
            new Export.Champ<>("Actif", l -> ouiNon(l.actif())),
            new Export.Champ<>("Équipe d’exploitation", l -> ouiNon(l.staff())),
            new Export.Champ<>("Superutilisateur", l -> ouiNon(l.superuser())),
            new Export.Champ<>("Type", Ligne::typologie),
            new Export.Champ<>("Groupe", Ligne::groupe),
            new Export.Champ<>("Origine", Ligne::origine),
            new Export.Champ<>("Profil", Ligne::profil),
            new Export.Champ<>("Entité", Ligne::entite),
            new Export.Champ<>("Région", Ligne::region),
            new Export.Champ<>("Département", Ligne::departement),
            new Export.Champ<>(
                    "Depuis",
                    l -> l.debut() == null
                            ? null
                            : LocalDateTime.ofInstant(l.debut(), PARIS).withNano(0)),
            new Export.Champ<>("Permissions", Ligne::permissions));

    private final JdbcClient jdbc;

    Permissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Ligne(
            String username,
            String nom,
            String email,
            boolean actif,
            boolean staff,
            boolean superuser,
            @Nullable String typologie,
            @Nullable String groupe,
            @Nullable String origine,
            @Nullable String profil,
            @Nullable String entite,
            @Nullable String region,
            @Nullable String departement,
            @Nullable Instant debut,
            String permissions) {}

    /** Writes the whole file, in constant memory. */
    @Transactional(readOnly = true)
    void ecrire(FormatDExport format, OutputStream sortie) {
        var parGroupe = jdbc
                .sql("select groupe, permission from groupe_permission order by permission")
                .query((rs, rang) -> Map.entry(rs.getString(1), rs.getString(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.joining(" "))));
        Export.ecrire(format, "permissions", CHAMPS, sortie, suite -> chaque(parGroupe, suite));
    }

    private void chaque(Map<String, String> parGroupe, Consumer<Ligne> suite) {
        try (var lignes = jdbc
                .sql("""
            select u.username, coalesce(nullif(btrim(u.prenom || ' ' || u.nom), ''), u.username) nom, u.email, u.actif, u.staff,
              u.superuser, r.typologie, r.groupe, r.origine, r.profil, coalesce(b.nom, a.nom) entite, r.region, r.departement,
              r.debut
            from utilisateur u left join role r on r.utilisateur = u.uuid and r.fin is null
              left join bailleur_connu b on b.uuid = r.bailleur
              left join administration_connue a on a.uuid = r.administration
            order by u.username, r.id\
            """)
                .withFetchSize(LOT)
                .query((rs, rang) -> {
                    var groupe = rs.getString("groupe");
                    boolean exploitant = rs.getBoolean("staff") || rs.getBoolean("superuser");
                    return new Ligne(
                            rs.getString("username"),
                            rs.getString("nom"),
                            rs.getString("email"),
                            rs.getBoolean("actif"),
                            rs.getBoolean("staff"),
                            rs.getBoolean("superuser"),
                            rs.getString("typologie"),
                            groupe,
                            rs.getString("origine"),
                            rs.getString("profil"),
                            rs.getString("entite"),
                            rs.getString("region"),
                            rs.getString("departement"),
                            rs.getTimestamp("debut") == null
                                    ? null
                                    : rs.getTimestamp("debut").toInstant(),
                            // 04 R16: the support team may everything while its account is open.
                            !rs.getBoolean("actif")
                                    ? ""
                                    : exploitant ? TOUTES : groupe == null ? "" : parGroupe.getOrDefault(groupe, ""));
                })
                .stream()) {
            lignes.forEach(suite);
        }
    }

    private static String ouiNon(boolean valeur) {
        return valeur ? "Oui" : "Non";
    }
}
