package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.NumeroPourRecherche;
import fr.gouv.apilos.convention.recherche.Critere.Onglet;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers the list. The perimeter is the same rule as the one of a single convention, written as SQL. */
@Service
class Recherche {

    static final Perimetre.Colonnes COLONNES =
            new Perimetre.Colonnes("region", "departement", "code_postal", "bailleur", "administration");

    /** Rows the database hands over at once. */
    private static final int LOT = 1000;

    private final JdbcClient jdbc;

    Recherche(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One row of the list. */
    record Ligne(
            UUID convention,
            UUID parent,
            String nom,
            String ville,
            String codePostal,
            String departement,
            String bailleurNom,
            String numero,
            String operation,
            List<String> financements,
            int logements,
            Statut statut,
            LocalDate livraison,
            LocalDate signature,
            Instant modifieLe,
            boolean exacte) {}

    /** A page of the list. */
    record Resultats(List<Ligne> lignes, long total, int page, int pages) {}

    private record Condition(String sql, Map<String, Object> parametres) {}

    /** The page asked for; a page beyond the end is the last one. Two statements. */
    @Transactional(readOnly = true)
    Resultats chercher(Critere critere, Identite identite) {
        identite.exiger(DroitsConvention.VOIR);
        long total = compter(critere, identite);
        int pages = (int) Math.max(1, (total + critere.taille() - 1) / critere.taille());
        int page = Math.min(critere.page(), pages);
        var condition = condition(critere, identite);
        var normalise = NumeroPourRecherche.de(critere.q());
        var lignes = jdbc.sql("""
                        select convention, parent, nom, ville, code_postal, departement, bailleur_nom, numero, operation,
                          array_to_string(financements, ',') as financements, logements, statut, livraison, signature, modifie_le,
                          :exact <> '' and (lower(numero_recherche) = :exact or lower(operation_recherche) = :exact) as exacte
                        from recherche where\
                        """ + " " + condition.sql() + " order by exacte desc, "
                        + critere.tri().sql() + ", convention limit :taille offset :debut")
                .params(condition.parametres())
                .param("exact", normalise == null ? "" : normalise.toLowerCase(Locale.ROOT))
                .param("taille", critere.taille())
                .param("debut", (long) (page - 1) * critere.taille())
                .query((ligne, numero) -> new Ligne(
                        ligne.getObject("convention", UUID.class),
                        ligne.getObject("parent", UUID.class),
                        ligne.getString("nom"),
                        ligne.getString("ville"),
                        ligne.getString("code_postal"),
                        ligne.getString("departement"),
                        ligne.getString("bailleur_nom"),
                        ligne.getString("numero"),
                        ligne.getString("operation"),
                        ligne.getString("financements").isEmpty()
                                ? List.of()
                                : List.of(ligne.getString("financements").split(",")),
                        ligne.getInt("logements"),
                        Statut.valueOf(ligne.getString("statut")),
                        ligne.getObject("livraison", LocalDate.class),
                        ligne.getObject("signature", LocalDate.class),
                        ligne.getTimestamp("modifie_le").toInstant(),
                        ligne.getBoolean("exacte")))
                .list();
        return new Resultats(lignes, total, page, pages);
    }

    /**
     * Every row of the list, in its order, one at a time, as it leaves for a spreadsheet: the criteria and the perimeter of
     * {@link #chercher}, by the same code (01 R228).
     */
    @Transactional(readOnly = true)
    void chaque(Critere critere, Identite identite, Consumer<LigneDExport> suite) {
        identite.exiger(DroitsConvention.VOIR);
        var condition = condition(critere, identite);
        var normalise = NumeroPourRecherche.de(critere.q());
        var parametres = new HashMap<String, Object>(condition.parametres());
        parametres.put("exact", normalise == null ? "" : normalise.toLowerCase(Locale.ROOT));
        parcourir(
                condition.sql(),
                "(:exact <> '' and (lower(numero_recherche) = :exact or lower(operation_recherche) = :exact)) desc, "
                        + critere.tri().sql() + ", convention",
                parametres,
                suite);
    }

    /**
     * Every convention and avenant of a département, whoever asks: for operators (01 R229).
     *
     * @param statut null for all
     */
    @Transactional(readOnly = true)
    public void chaqueDuDepartement(String departement, @Nullable Statut statut, Consumer<LigneDExport> suite) {
        var parametres = new HashMap<String, Object>();
        parametres.put("departement", departement);
        parametres.put("statut", statut == null ? null : statut.name());
        parcourir(
                "departement = :departement and (cast(:statut as varchar) is null or statut = :statut)",
                "ville, numero nulls last, convention",
                parametres,
                suite);
    }

    /** Conditions and order are written with the names of the projection alone; what is added to it comes after. */
    private void parcourir(
            String condition, String ordre, Map<String, Object> parametres, Consumer<LigneDExport> suite) {
        try (var lignes = jdbc
                .sql("""
                        with choisies as (
                          select recherche.*, row_number() over (order by %s) as rang from recherche where %s)
                        select r.operation, r.parent, r.numero, m.numero as numero_du_parent, r.statut, r.ville, r.code_postal,
                          p.code_insee_commune, r.nom, coalesce(a.nom, '') as instructeur,
                          array_to_string(r.financements, ',') as financements, r.logements, r.nature,
                          coalesce(nullif(c.adresse, ''), p.adresse) as adresse, r.bailleur_nom,
                          coalesce(b.siret, '') as siret, r.signature, r.livraison, r.date_fin,
                          (select g.loyer_par_metre_carre from logement g
                            where g.lot = (select l.id from lot l where l.convention = r.convention order by l.ordre, l.id limit 1)
                            order by g.import_order nulls last, g.id limit 1) as loyer
                        from choisies r join convention c on c.id = r.convention join programme p on p.id = r.programme
                          left join convention m on m.id = r.parent
                          left join reference_administration a on a.uuid = r.administration
                          left join reference_bailleur b on b.uuid = r.bailleur
                        order by r.rang\
                        """.formatted(ordre, condition))
                .params(parametres)
                .withFetchSize(LOT)
                .query((ligne, numero) -> new LigneDExport(
                        ligne.getString("operation"),
                        ligne.getString("parent") != null,
                        ligne.getString("numero"),
                        ligne.getString("numero_du_parent"),
                        Statut.valueOf(ligne.getString("statut")),
                        ligne.getString("ville"),
                        ligne.getString("code_postal"),
                        ligne.getString("code_insee_commune"),
                        ligne.getString("nom"),
                        ligne.getString("instructeur"),
                        ligne.getString("financements"),
                        ligne.getInt("logements"),
                        NatureLogement.valueOf(ligne.getString("nature")),
                        ligne.getString("adresse"),
                        ligne.getString("bailleur_nom"),
                        ligne.getString("siret"),
                        ligne.getObject("signature", LocalDate.class),
                        ligne.getBigDecimal("loyer"),
                        ligne.getObject("livraison", LocalDate.class),
                        ligne.getObject("date_fin", LocalDate.class)))
                .stream()) {
            lignes.forEach(suite);
        }
    }

    /** How many rows answer. */
    @Transactional(readOnly = true)
    long compter(Critere critere, Identite identite) {
        var condition = condition(critere, identite);
        return jdbc.sql("select count(*) from recherche where " + condition.sql())
                .params(condition.parametres())
                .query(Long.class)
                .single();
    }

    /** How many rows each tab holds, the other criteria being ignored: one statement. */
    @Transactional(readOnly = true)
    Map<Onglet, Long> onglets(Identite identite) {
        var perimetre = identite.perimetre().versSql(COLONNES);
        var parStatut = new EnumMap<Statut, Long>(Statut.class);
        jdbc.sql("select statut, count(*) from recherche where " + perimetre.clause() + " group by statut")
                .params(perimetre.parametres())
                .query((ligne, numero) -> parStatut.put(Statut.valueOf(ligne.getString(1)), ligne.getLong(2)))
                .list();
        var onglets = new EnumMap<Onglet, Long>(Onglet.class);
        for (var onglet : Onglet.values()) {
            var statuts = onglet.statuts(identite.estInstructeur());
            onglets.put(
                    onglet,
                    parStatut.entrySet().stream()
                            .filter(e -> statuts.isEmpty() || statuts.contains(e.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum());
        }
        return onglets;
    }

    private static Condition condition(Critere critere, Identite identite) {
        var perimetre = identite.perimetre().versSql(COLONNES);
        var sql = new StringBuilder(perimetre.clause());
        var parametres = new HashMap<String, Object>(perimetre.parametres());
        int rang = 0;
        for (var mot : mots(critere.q())) {
            var nom = "mot" + rang++;
            sql.append(" and texte like :").append(nom);
            parametres.put(
                    nom, "%" + mot.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        var onglet = critere.onglet().statuts(identite.estInstructeur());
        if (!onglet.isEmpty()) {
            sql.append(" and statut in (:onglet)");
            parametres.put("onglet", onglet.stream().map(Enum::name).toList());
        }
        if (!critere.statuts().isEmpty()) {
            sql.append(" and statut in (:statuts)");
            parametres.put("statuts", critere.statuts().stream().map(Enum::name).toList());
        }
        if (critere.financement() != null) {
            sql.append(" and :financement = any (financements)");
            parametres.put("financement", critere.financement().name());
        }
        if (critere.departement() != null) {
            sql.append(" and departement = :departement");
            parametres.put("departement", critere.departement());
        }
        if (critere.bailleur() != null) {
            sql.append(" and bailleur = :bailleur");
            parametres.put("bailleur", critere.bailleur());
        }
        if (critere.anneeSignature() != null) {
            sql.append(" and signature between :debut and :fin");
            parametres.put("debut", LocalDate.of(critere.anneeSignature(), 1, 1));
            parametres.put("fin", LocalDate.of(critere.anneeSignature(), 12, 31));
        }
        switch (critere.actes()) {
            case TOUS -> {}
            case AVENANTS -> sql.append(" and parent is not null");
            case CONVENTIONS -> sql.append(" and parent is null");
        }
        return new Condition(sql.toString(), parametres);
    }

    /** Words as the projection holds them: lower case, no accent; a number may be typed with or without its signs. */
    private static List<String> mots(String q) {
        var plat = Normalizer.normalize(q, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("œ", "oe")
                .replace("’", "'")
                .toLowerCase(Locale.FRENCH)
                .trim();
        return plat.isEmpty()
                ? List.of()
                : List.of(plat.split("\\s+")).stream().distinct().limit(8).toList();
    }
}
