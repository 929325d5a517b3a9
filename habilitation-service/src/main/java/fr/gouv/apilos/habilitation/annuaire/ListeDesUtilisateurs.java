package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.habilitation.annuaire.Filtre.Type;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.EntetesDeTri.Colonne;
import fr.gouv.apilos.platform.web.ListePaginee;
import fr.gouv.apilos.platform.web.TexteCherche;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds accounts, for the list, its export and the API (04 R100, §6.7). */
@Service
class ListeDesUtilisateurs {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String PAR_DEFAUT = "username";

    static final List<Colonne> COLONNES = List.of(
            new Colonne("nom", "Nom", "lower(u.nom || ' ' || u.prenom)"),
            new Colonne(PAR_DEFAUT, "Identifiant", "u.username"),
            new Colonne("email", "E-mail", "lower(u.email)"),
            new Colonne(null, "Rôles", ""),
            new Colonne("connexion", "Dernière connexion", "u.derniere_connexion"),
            new Colonne(null, "État", ""));

    static final List<Export.Champ<Ligne>> EXPORT = List.of(
            new Export.Champ<>("Identifiant", Ligne::username),
            new Export.Champ<>("Prénom", Ligne::prenom),
            new Export.Champ<>("Nom", Ligne::nom),
            new Export.Champ<>("E-mail", Ligne::email),
            new Export.Champ<>("Rôles", l -> String.join(" ; ", l.roles())),
            new Export.Champ<>("État", l -> l.actif() ? "Actif" : "Désactivé"),
            new Export.Champ<>("Équipe d’exploitation", l -> l.staff() || l.superuser() ? "Oui" : "Non"),
            new Export.Champ<>("Dernière connexion", Ligne::connexionAParis));

    private static final RowMapper<Ligne> LIGNE = (rs, rang) -> {
        var connexion = rs.getTimestamp("derniere_connexion");
        var roles = rs.getArray("roles");
        return new Ligne(
                rs.getObject("uuid", UUID.class),
                rs.getString("username"),
                rs.getString("prenom"),
                rs.getString("nom"),
                rs.getString("email"),
                rs.getBoolean("staff"),
                rs.getBoolean("superuser"),
                rs.getBoolean("actif"),
                connexion == null ? null : connexion.toInstant(),
                roles == null ? List.of() : List.of((String[]) roles.getArray()));
    };

    private final JdbcClient jdbc;

    ListeDesUtilisateurs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One row of the list.
     *
     * @param roles those in force the reader may know of: side, then entity
     */
    record Ligne(
            UUID uuid,
            String username,
            String prenom,
            String nom,
            String email,
            boolean staff,
            boolean superuser,
            boolean actif,
            @Nullable Instant derniereConnexion,
            List<String> roles) {

        /** Display name (04 R3). */
        public String nomAffiche() {
            var complet = (prenom + " " + nom).strip();
            return complet.isEmpty() ? username : complet;
        }

        private @Nullable LocalDateTime connexionAParis() {
            return derniereConnexion == null
                    ? null
                    : LocalDateTime.ofInstant(derniereConnexion, PARIS).withNano(0);
        }
    }

    private record Condition(String sql, Portee portee, Map<String, Object> parametres) {}

    /** A page of the list. */
    @Transactional(readOnly = true)
    ListePaginee<Ligne> page(Filtre filtre, String demandee, Identite identite) {
        long total = compter(condition(sansFiltre(filtre), identite));
        var choisis = condition(filtre, identite);
        long trouves = filtre.actifs().isEmpty() ? total : compter(choisis);
        int page = ListePaginee.borner(demandee, trouves);
        var parametres = new HashMap<>(choisis.parametres());
        parametres.put("taille", ListePaginee.TAILLE);
        parametres.put("saut", (page - 1) * ListePaginee.TAILLE);
        var lignes = jdbc.sql(requete(choisis, filtre) + " limit :taille offset :saut")
                .params(parametres)
                .query(LIGNE)
                .list();
        int pages = (int) Math.max(1, (trouves + ListePaginee.TAILLE - 1) / ListePaginee.TAILLE);
        return new ListePaginee<>(lignes, trouves, total, page, pages);
    }

    /** Every account of the list, in its order, one at a time. */
    @Transactional(readOnly = true)
    void chaque(Filtre filtre, Identite identite, Consumer<Ligne> suite) {
        var choisis = condition(filtre, identite);
        try (var lignes = jdbc
                .sql(requete(choisis, filtre))
                .params(choisis.parametres())
                .withFetchSize(ListePaginee.LOT)
                .query(LIGNE)
                .stream()) {
            lignes.forEach(suite);
        }
    }

    /** How many accounts a filter finds. */
    @Transactional(readOnly = true)
    long compter(Filtre filtre, Identite identite) {
        return compter(condition(filtre, identite));
    }

    private long compter(Condition condition) {
        return jdbc.sql("select count(*) from utilisateur u where " + condition.sql())
                .params(condition.parametres())
                .query(Long.class)
                .single();
    }

    private static String requete(Condition condition, Filtre filtre) {
        return """
            select u.uuid, u.username, u.prenom, u.nom, u.email, u.staff, u.superuser, u.actif, u.derniere_connexion,
              (select array_agg(distinct initcap(r.typologie) || coalesce(' — ' || coalesce(b.nom, a.nom), ''))
               from role r left join bailleur_connu b on b.uuid = r.bailleur
                 left join administration_connue a on a.uuid = r.administration
               where r.utilisateur = u.uuid and r.fin is null and %s) roles
            from utilisateur u where %s order by %s nulls last, u.uuid\
            """.formatted(
                condition.portee().roles(), condition.sql(), EntetesDeTri.ordre(COLONNES, demande(filtre.ordre())));
    }

    /** The order in force: by identifier when what is asked is unknown (04 R100, D23). */
    static String demande(String demande) {
        var code = demande.startsWith("-") ? demande.substring(1) : demande;
        return COLONNES.stream().anyMatch(c -> code.equals(c.code())) ? demande : PAR_DEFAUT;
    }

    /** What the number of rows is compared with: everybody, or the whole support team when it is asked for. */
    private static Filtre sansFiltre(Filtre filtre) {
        var type = filtre.leType().filter(t -> t == Type.EXPLOITATION).map(Type::name);
        return new Filtre("", type.orElse(""), "", "", "", "");
    }

    private static Condition condition(Filtre filtre, Identite identite) {
        var portee = Portee.de(identite);
        boolean exploitation = Portee.exploitation(identite);
        var parametres = new HashMap<String, Object>(portee.parametres());
        var texte = TexteCherche.de(filtre.texte());
        parametres.putAll(texte.parametres());
        var sql = new StringBuilder(portee.comptes()).append(" and ").append(texte.condition("u.cherche"));
        var type = filtre.leType().filter(t -> t.pourTous() || exploitation);
        // 04 R100: the support team is not among those it looks after; it is shown when it is asked for.
        if (exploitation) {
            sql.append(
                    type.filter(t -> t == Type.EXPLOITATION).isPresent()
                            ? " and (u.staff or u.superuser)"
                            : " and not (u.staff or u.superuser)");
        }
        type.ifPresent(t -> {
            if (t == Type.SANS_ROLE) {
                sql.append(" and not ").append(aUnRole(portee, "", "true"));
            } else if (t.pourTous()) {
                sql.append(" and ").append(aUnRole(portee, "", "r.typologie = :type"));
                parametres.put("type", t.name());
            }
        });
        entite(filtre.bailleur(), "bailleur", "bailleur_connu", "e.nom, e.siren, e.siret", portee, sql, parametres);
        entite(
                filtre.administration(),
                "administration",
                "administration_connue",
                "e.nom, e.code",
                portee,
                sql,
                parametres);
        filtre.etat().ifPresent(actif -> {
            sql.append(" and u.actif = :actif");
            parametres.put("actif", actif);
        });
        return new Condition(sql.toString(), portee, parametres);
    }

    private static void entite(
            String saisie,
            String colonne,
            String table,
            String textes,
            Portee portee,
            StringBuilder sql,
            Map<String, Object> parametres) {
        if (saisie.isEmpty()) {
            return;
        }
        var uuid = Filtre.identifiant(saisie);
        if (uuid.isPresent()) {
            sql.append(" and ").append(aUnRole(portee, "", "r." + colonne + " = :" + colonne));
            parametres.put(colonne, uuid.get());
            return;
        }
        var condition = new StringBuilder("true");
        int rang = 0;
        for (var mot : TexteCherche.de(saisie).mots()) {
            var nom = colonne + rang++;
            condition
                    .append(" and texte_cherche(")
                    .append(textes)
                    .append(") like :")
                    .append(nom);
            parametres.put(nom, "%" + mot + "%");
        }
        sql.append(" and ")
                .append(aUnRole(portee, " join " + table + " e on e.uuid = r." + colonne, condition.toString()));
    }

    /** A role in force the reader may know of: a filter tells nothing a row would not. */
    private static String aUnRole(Portee portee, String jointure, String condition) {
        return "exists (select 1 from role r" + jointure + " where r.utilisateur = u.uuid and r.fin is null and "
                + portee.roles() + " and " + condition + ")";
    }
}
