package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.web.EntetesDeTri;
import fr.gouv.apilos.platform.web.EntetesDeTri.Colonne;
import fr.gouv.apilos.platform.web.ListePaginee;
import fr.gouv.apilos.platform.web.TexteCherche;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds bailleurs for lists, inside the reader's perimeter (03 B4, B5.1). */
@Service
class ListeDesBailleurs {

    static final List<Colonne> COLONNES = List.of(
            new Colonne("nom", "Nom", "b.nom"),
            new Colonne("sous_nature_bailleur", "Type", "b.sous_nature_bailleur"),
            new Colonne("siret", "SIRET", "b.siret"),
            new Colonne("ville", "Ville", "b.ville"));

    /** Right to read the list. */
    static final String LIRE = "bailleur.view_bailleur";

    /** The list as a file: its columns, and what tells one bailleur from another. */
    static final List<Export.Champ<Ligne>> EXPORT = List.of(
            new Export.Champ<>("Nom", Ligne::nom),
            new Export.Champ<>("Nature", Ligne::natureBailleur),
            new Export.Champ<>("Type", Ligne::type),
            new Export.Champ<>("SIRET", Ligne::siret),
            new Export.Champ<>("Code postal", Ligne::codePostal),
            new Export.Champ<>("Ville", Ligne::ville),
            new Export.Champ<>("Rattaché à", Ligne::parentNom));

    private static final String LIGNES = "select b.uuid, b.nom, b.nature_bailleur, b.sous_nature_bailleur, b.siret,"
            + " b.code_postal, b.ville, (select p.nom from bailleur p where p.uuid = b.parent) as parent_nom";
    /** The support team also looks for an identifier read in a log or an address (07 §16). */
    private static final Pattern UN_UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final RowMapper<Ligne> LIGNE = new SimplePropertyRowMapper<>(Ligne.class);

    private final JdbcClient jdbc;

    ListeDesBailleurs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One row of the list. */
    record Ligne(
            UUID uuid,
            String nom,
            String natureBailleur,
            String sousNatureBailleur,
            String siret,
            @Nullable String codePostal,
            @Nullable String ville,
            @Nullable String parentNom) {

        /** Label of the sub-nature; of the nature when none is known. */
        public String type() {
            return SousNatureBailleur.parCode(sousNatureBailleur)
                    .filter(s -> s != SousNatureBailleur.NONRENSEIGNE)
                    .map(SousNatureBailleur::libelle)
                    .orElse(natureBailleur);
        }
    }

    /**
     * What to look for.
     *
     * @param nature stored value, empty for all
     * @param ordre value of {@code order_by}
     */
    record Critere(String texte, String nature, String ordre, String page) {}

    /** A page of the list. */
    @Transactional(readOnly = true)
    ListePaginee<Ligne> page(Critere critere, Identite identite) {
        var parametres = new HashMap<String, Object>();
        var visibles = visibles(identite, parametres);
        long total = compter(visibles, parametres);
        var filtre = filtre(critere, parametres);
        var ou = visibles + filtre;
        long trouves = filtre.isEmpty() ? total : compter(ou, parametres);
        int page = ListePaginee.borner(critere.page(), trouves);
        parametres.put("taille", ListePaginee.TAILLE);
        parametres.put("saut", (page - 1) * ListePaginee.TAILLE);
        var lignes = jdbc.sql(LIGNES + ou + ordre(critere) + " limit :taille offset :saut")
                .params(parametres)
                .query(LIGNE)
                .list();
        int pages = (int) Math.max(1, (trouves + ListePaginee.TAILLE - 1) / ListePaginee.TAILLE);
        return new ListePaginee<>(lignes, trouves, total, page, pages);
    }

    /** Every row of the list, in its order, one at a time. */
    @Transactional(readOnly = true)
    void chaque(Critere critere, Identite identite, Consumer<Ligne> suite) {
        var parametres = new HashMap<String, Object>();
        var ou = visibles(identite, parametres) + filtre(critere, parametres);
        try (var lignes = jdbc
                .sql(LIGNES + ou + ordre(critere))
                .params(parametres)
                .withFetchSize(ListePaginee.LOT)
                .query(LIGNE)
                .stream()) {
            lignes.forEach(suite);
        }
    }

    private static String visibles(Identite identite, Map<String, Object> parametres) {
        return " from bailleur b where not b.supprime" + perimetre(identite, parametres);
    }

    private static String filtre(Critere critere, Map<String, Object> parametres) {
        var filtre = new StringBuilder();
        var texte = TexteCherche.de(critere.texte());
        if (UN_UUID.matcher(critere.texte().strip()).matches()) {
            filtre.append(" and b.uuid = :uuid");
            parametres.put("uuid", UUID.fromString(critere.texte().strip()));
        } else if (!texte.vide()) {
            filtre.append(" and (").append(texte.condition("b.cherche")).append(" or lower(b.ville) like :ville)");
            parametres.putAll(texte.parametres());
            parametres.put(
                    "ville",
                    "%" + critere.texte().strip().toLowerCase(Locale.FRENCH).replaceAll("[\\\\%_]", "") + "%");
        }
        if (!critere.nature().isEmpty()) {
            filtre.append(" and b.nature_bailleur = :nature");
            parametres.put("nature", critere.nature());
        }
        return filtre.toString();
    }

    private static String ordre(Critere critere) {
        return " order by " + EntetesDeTri.ordre(COLONNES, critere.ordre()) + " nulls last, b.uuid";
    }

    private long compter(CharSequence ou, Map<String, Object> parametres) {
        return jdbc.sql("select count(*)" + ou)
                .params(parametres)
                .query(Long.class)
                .single();
    }

    /** Condition on {@code b} that keeps the reader inside their perimeter; empty for those who see every bailleur. */
    static String perimetre(Identite identite, Map<String, Object> parametres) {
        identite.exiger(LIRE);
        var limite = identite.perimetre().bailleurs();
        if (identite.perimetre().national() || limite == null) {
            return "";
        }
        if (limite.isEmpty()) {
            return " and false";
        }
        parametres.put("perimetre", limite);
        return " and b.uuid in (:perimetre)";
    }
}
