package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.EntetesDeTri.Colonne;
import fr.gouv.apilos.platform.web.ListePaginee;
import fr.gouv.apilos.platform.web.TexteCherche;
import fr.gouv.apilos.referentiel.commun.Corrections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds administrations for lists and for fields that propose them (03 B5.1, B7). */
@Service
class ListeDesAdministrations {

    private static final int PROPOSITIONS = 20;

    static final List<Colonne> COLONNES = List.of(
            new Colonne("nom", "Nom", "nom"),
            new Colonne("code", "Code", "code"),
            new Colonne("ville_signature", "Ville de signature", "ville_signature"));

    /** Right to read the list. */
    static final String LIRE = "administration.view_administration";

    /** The list as a file. */
    static final List<Export.Champ<Ligne>> EXPORT = List.of(
            new Export.Champ<>("Nom", Ligne::nom),
            new Export.Champ<>("Code", Ligne::code),
            new Export.Champ<>("Ville de signature", Ligne::villeSignature));

    private static final String LIGNES = "select uuid, nom, code, ville_signature";
    private static final String VISIBLES = " from administration where not supprime";
    private static final RowMapper<Ligne> LIGNE = new SimplePropertyRowMapper<>(Ligne.class);
    private static final RowMapper<Proposition> PROPOSITION = (rs, rang) ->
            new Proposition(rs.getString("nom") + " (" + rs.getString("code") + ")", rs.getObject("uuid", UUID.class));

    private final JdbcClient jdbc;
    private final Corrections corrections;

    ListeDesAdministrations(JdbcClient jdbc, Corrections corrections) {
        this.corrections = corrections;
        this.jdbc = jdbc;
    }

    /** One row of the list. */
    record Ligne(
            UUID uuid, String nom, String code, @Nullable String villeSignature) {}

    /** One choice of a field (03 B7). */
    record Proposition(String label, UUID value) {}

    /** A page of the list. */
    @Transactional(readOnly = true)
    ListePaginee<Ligne> page(String recherche, String ordre, String demandee, Identite identite) {
        identite.exiger(LIRE);
        var texte = TexteCherche.de(recherche);
        var parametres = new HashMap<String, Object>(texte.parametres());
        long total = compter(VISIBLES, Map.of());
        var ou = VISIBLES + " and " + texte.condition("cherche");
        long trouves = texte.vide() ? total : compter(ou, parametres);
        int page = ListePaginee.borner(demandee, trouves);
        parametres.put("taille", ListePaginee.TAILLE);
        parametres.put("saut", (page - 1) * ListePaginee.TAILLE);
        var lignes = jdbc.sql(LIGNES + ou + ordre(ordre) + " limit :taille offset :saut")
                .params(parametres)
                .query(LIGNE)
                .list();
        int pages = (int) Math.max(1, (trouves + ListePaginee.TAILLE - 1) / ListePaginee.TAILLE);
        return new ListePaginee<>(lignes, trouves, total, page, pages);
    }

    /** Every row of the list, in its order, one at a time. */
    @Transactional(readOnly = true)
    void chaque(String recherche, String ordre, Identite identite, Consumer<Ligne> suite) {
        identite.exiger(LIRE);
        var texte = TexteCherche.de(recherche);
        try (var lignes = jdbc
                .sql(LIGNES + VISIBLES + " and " + texte.condition("cherche") + ordre(ordre))
                .params(texte.parametres())
                .withFetchSize(ListePaginee.LOT)
                .query(LIGNE)
                .stream()) {
            lignes.forEach(suite);
        }
    }

    private static String ordre(String demande) {
        return " order by " + EntetesDeTri.ordre(COLONNES, demande) + " nulls last, uuid";
    }

    /** What a field proposes: names or codes that hold what was typed, then names that nearly do. */
    @Transactional(readOnly = true)
    List<Proposition> proposer(String q, Identite identite) {
        identite.exiger(LIRE);
        var texte = TexteCherche.de(q);
        var parametres = new HashMap<String, Object>(texte.parametres());
        parametres.put("taille", PROPOSITIONS);
        var justes = jdbc.sql("select uuid, nom, code from administration where not supprime and "
                        + texte.condition("cherche") + " order by nom limit :taille")
                .params(parametres)
                .query(PROPOSITION)
                .list();
        if (!justes.isEmpty() || !texte.approchable()) {
            return justes;
        }
        var proches = corrections.condition(texte, "cherche");
        parametres.putAll(proches.parametres());
        return jdbc.sql("select uuid, nom, code from administration where not supprime and " + proches.sql()
                        + " order by nom limit :taille")
                .params(parametres)
                .query(PROPOSITION)
                .list();
    }

    private long compter(String ou, Map<String, Object> parametres) {
        return jdbc.sql("select count(*)" + ou)
                .params(parametres)
                .query(Long.class)
                .single();
    }
}
