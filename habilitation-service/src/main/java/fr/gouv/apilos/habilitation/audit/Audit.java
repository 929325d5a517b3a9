package fr.gouv.apilos.habilitation.audit;

import fr.gouv.apilos.habilitation.historique.Historique.Acte;
import fr.gouv.apilos.platform.web.ListePaginee;
import fr.gouv.apilos.platform.web.TexteCherche;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the history of all accounts and roles, by who acted, on whom, what and when. */
@Service
class Audit {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int LOT = 1_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Audit(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * What is asked of the audit; what means nothing filters nothing.
     *
     * @param acteur in the name of who acted
     * @param personne in the names, the e-mail or the identifier of whom it is about
     * @param objet {@code utilisateur} or {@code role}
     * @param action {@code CREATION}, {@code MODIFICATION} or {@code RETRAIT}
     * @param du first day, or null
     * @param au last day, or null
     */
    record Filtre(
            String acteur,
            String personne,
            String objet,
            String action,
            @Nullable LocalDate du,
            @Nullable LocalDate au) {

        static final Set<String> OBJETS = Set.of("utilisateur", "role");
        static final Set<String> ACTIONS = Set.of("CREATION", "MODIFICATION", "RETRAIT");

        /** The parameters of an address that asks for the same. */
        Map<String, String> parametres() {
            var parametres = new LinkedHashMap<String, String>();
            parametres.put("acteur", acteur);
            parametres.put("personne", personne);
            parametres.put("objet", objet);
            parametres.put("action", action);
            parametres.put("du", du == null ? "" : du.toString());
            parametres.put("au", au == null ? "" : au.toString());
            return parametres;
        }

        public boolean vide() {
            return parametres().values().stream().allMatch(String::isEmpty);
        }
    }

    /**
     * One line.
     *
     * @param sujet whom it is about, or null
     * @param nom of that person today
     */
    record Ligne(Acte acte, @Nullable UUID sujet, String nom) {}

    private record Condition(String sql, Map<String, Object> parametres) {}

    /** A page, newest first. */
    @Transactional(readOnly = true)
    ListePaginee<Ligne> page(Filtre filtre, String demandee) {
        var condition = condition(filtre);
        long trouves = jdbc.sql("select count(*) from historique h left join utilisateur u on u.uuid = h.sujet where "
                        + condition.sql())
                .params(condition.parametres())
                .query(Long.class)
                .single();
        int page = ListePaginee.borner(demandee, trouves);
        var parametres = new HashMap<>(condition.parametres());
        parametres.put("taille", ListePaginee.TAILLE);
        parametres.put("saut", (page - 1) * ListePaginee.TAILLE);
        var lignes = jdbc.sql(requete(condition) + " limit :taille offset :saut")
                .params(parametres)
                .query(ligne())
                .list();
        int pages = (int) Math.max(1, (trouves + ListePaginee.TAILLE - 1) / ListePaginee.TAILLE);
        return new ListePaginee<>(lignes, trouves, trouves, page, pages);
    }

    /** Every line, in lots: entities are named by the lot. */
    @Transactional(readOnly = true)
    void chaque(Filtre filtre, Consumer<List<Ligne>> suite) {
        var condition = condition(filtre);
        var lot = new java.util.ArrayList<Ligne>(LOT);
        try (var lignes =
                jdbc
                        .sql(requete(condition))
                        .params(condition.parametres())
                        .withFetchSize(LOT)
                        .query(ligne())
                        .stream()) {
            lignes.forEach(ligne -> {
                lot.add(ligne);
                if (lot.size() == LOT) {
                    suite.accept(List.copyOf(lot));
                    lot.clear();
                }
            });
        }
        if (!lot.isEmpty()) {
            suite.accept(lot);
        }
    }

    private static String requete(Condition condition) {
        return """
            select h.objet, h.action, h.avant::text avant, h.apres::text apres, h.acteur_nom, h.motif, h.survenu_le, h.sujet,
              coalesce(nullif(btrim(u.prenom || ' ' || u.nom), ''), u.username, h.identifiant) nom
            from historique h left join utilisateur u on u.uuid = h.sujet
            where %s order by h.survenu_le desc, h.id desc\
            """.formatted(condition.sql());
    }

    private static Condition condition(Filtre filtre) {
        var parametres = new HashMap<String, Object>();
        var sql = new StringBuilder("true");
        mots(filtre.acteur(), "texte_cherche(h.acteur_nom)", "acteur", sql, parametres);
        mots(filtre.personne(), "u.cherche", "personne", sql, parametres);
        if (!filtre.objet().isEmpty()) {
            sql.append(" and h.objet = :objet");
            parametres.put("objet", filtre.objet());
        }
        if (!filtre.action().isEmpty()) {
            sql.append(" and h.action = :action");
            parametres.put("action", filtre.action());
        }
        var du = filtre.du();
        if (du != null) {
            sql.append(" and h.survenu_le >= :du");
            parametres.put("du", du.atStartOfDay(PARIS).toOffsetDateTime());
        }
        var au = filtre.au();
        if (au != null) {
            sql.append(" and h.survenu_le < :au");
            parametres.put("au", au.plusDays(1).atStartOfDay(PARIS).toOffsetDateTime());
        }
        return new Condition(sql.toString(), parametres);
    }

    private static void mots(
            String texte, String colonne, String nom, StringBuilder sql, Map<String, Object> parametres) {
        int rang = 0;
        for (var mot : TexteCherche.de(texte).mots()) {
            var parametre = nom + rang++;
            sql.append(" and ").append(colonne).append(" like :").append(parametre);
            parametres.put(parametre, "%" + mot + "%");
        }
    }

    private RowMapper<Ligne> ligne() {
        return (rs, rang) -> new Ligne(
                new Acte(
                        rs.getString("objet"),
                        rs.getString("action"),
                        lire(rs, "avant"),
                        lire(rs, "apres"),
                        rs.getString("acteur_nom"),
                        rs.getString("motif"),
                        rs.getTimestamp("survenu_le").toInstant()),
                rs.getObject("sujet", UUID.class),
                rs.getString("nom"));
    }

    private @Nullable JsonNode lire(ResultSet rs, String colonne) throws SQLException {
        var texte = rs.getString(colonne);
        return texte == null ? null : json.readTree(texte);
    }
}
