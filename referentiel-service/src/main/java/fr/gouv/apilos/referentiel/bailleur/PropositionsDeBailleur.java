package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.TexteCherche;
import fr.gouv.apilos.referentiel.commun.Corrections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a field that chooses a bailleur proposes (03 B7): names, SIREN or SIRET that hold what was typed, in the order of names,
 * then names that nearly do. Words are read from lists that are already in that order (V10), whatever their number of names.
 */
@Service
class PropositionsDeBailleur {

    /** Rows a field proposes (07 §3, APILOS_MAX_DROPDOWN_COUNT). */
    static final int MAX = 20;

    /** More words than this for one fragment: each is rare, and trigrams find them at once. */
    private static final int MOTS_MAX = 50;

    /** Names of a word are counted up to here, to know which of two words to read. */
    private static final int COMPTE_MAX = 1000;

    private static final RowMapper<Proposition> PROPOSITION = (rs, rang) -> {
        var siren = rs.getString("siren");
        return new Proposition(
                rs.getString("nom") + (siren.isBlank() ? "" : " (" + siren + ")"), rs.getObject("uuid", UUID.class));
    };

    private final JdbcClient jdbc;
    private final Corrections corrections;

    PropositionsDeBailleur(JdbcClient jdbc, Corrections corrections) {
        this.jdbc = jdbc;
        this.corrections = corrections;
    }

    /** One choice of a field. */
    record Proposition(String label, UUID value) {}

    /** A word of some names, and about how many hold it. */
    private record Mot(String mot, long noms) {}

    /**
     * Twenty at most.
     *
     * @param sansParent only those attached to nobody (R-B4.1)
     * @param sauf left out, or null
     */
    @Transactional(readOnly = true)
    List<Proposition> proposer(String q, boolean sansParent, @Nullable UUID sauf, Identite identite) {
        var texte = TexteCherche.de(q);
        var parametres = new HashMap<String, Object>(texte.parametres());
        parametres.put("taille", MAX);
        if (sauf != null) {
            parametres.put("sauf", sauf);
        }
        var perimetre = ListeDesBailleurs.perimetre(identite, parametres);
        var filtre = new Filtre(sansParent, sauf != null, perimetre);
        var justes = chercher(texte, filtre, parametres);
        if (!justes.isEmpty() || !texte.approchable()) {
            return justes;
        }
        // Nothing holds what was typed: it may be mistyped.
        var proches = corrections.condition(texte, "cherche");
        parametres.putAll(proches.parametres());
        var mots = proches.mots().values().stream().findFirst().orElse(List.of());
        return mots.isEmpty() || filtre.restreint()
                ? parLignes(proches.sql(), filtre, parametres)
                : parMots(mots, proches.sql(), filtre, parametres);
    }

    /**
     * What is left out.
     *
     * @param perimetre condition on {@code b}; empty for those who see every bailleur
     */
    private record Filtre(boolean sansParent, boolean sauf, String perimetre) {

        /** Somebody's own bailleurs are few: their rows are read and sorted. */
        boolean restreint() {
            return !perimetre.isEmpty();
        }
    }

    private List<Proposition> chercher(TexteCherche texte, Filtre filtre, Map<String, Object> parametres) {
        var condition = texte.condition("cherche");
        var fragments = texte.mots().stream()
                .filter(m -> m.length() >= 3 && m.matches(".*[a-z].*"))
                .toList();
        if (filtre.restreint() || fragments.isEmpty()) {
            return parLignes(condition, filtre, parametres);
        }
        var listes = mots(fragments);
        if (listes.size() < fragments.size()) {
            return List.of();
        }
        return listes.values().stream()
                .filter(mots -> mots.size() <= MOTS_MAX)
                .min(Comparator.comparingLong(
                        mots -> mots.stream().mapToLong(Mot::noms).sum()))
                .map(mots -> parMots(mots.stream().map(Mot::mot).toList(), condition, filtre, parametres))
                .orElseGet(() -> parLignes(condition, filtre, parametres));
    }

    /** The words that hold each fragment; a fragment that none holds is left out. */
    private Map<String, List<Mot>> mots(List<String> fragments) {
        var listes = new HashMap<String, List<Mot>>();
        jdbc.sql("""
            select f.fragment, m.mot,
              (select count(*) from (select from mot_de_bailleur l where l.mot = m.mot limit :compteMax) t) as noms
            from unnest(string_to_array(:fragments, ' ')) f(fragment)
            cross join lateral (select mot from mot_cherche where mot like '%' || f.fragment || '%' limit :motsMax) m\
            """)
                .param("fragments", String.join(" ", fragments))
                .param("compteMax", COMPTE_MAX)
                .param("motsMax", MOTS_MAX + 1)
                .query((rs, rang) -> listes.computeIfAbsent(rs.getString(1), f -> new ArrayList<>())
                        .add(new Mot(rs.getString(2), rs.getLong(3))))
                .list();
        return listes;
    }

    private List<Proposition> parMots(
            List<String> mots, String condition, Filtre filtre, Map<String, Object> parametres) {
        // Twenty of each word are enough for the twenty of all; a name that holds two of them comes once.
        return jdbc.sql("select distinct p.uuid, p.nom, p.siren from unnest(string_to_array(:mots, ' ')) m(mot)"
                        + " cross join lateral (select l.bailleur as uuid, l.nom, l.siren from mot_de_bailleur l"
                        + " where l.mot = m.mot and " + condition + (filtre.sansParent() ? " and l.racine" : "")
                        + (filtre.sauf() ? " and l.bailleur <> :sauf" : "")
                        + " order by l.nom, l.bailleur limit :taille) p order by p.nom, p.uuid limit :taille")
                .params(parametres)
                .param("mots", String.join(" ", mots))
                .query(PROPOSITION)
                .list();
    }

    private List<Proposition> parLignes(String condition, Filtre filtre, Map<String, Object> parametres) {
        return jdbc.sql("select b.uuid, b.nom, b.siren from bailleur b where not b.supprime and " + condition
                        + filtre.perimetre() + (filtre.sansParent() ? " and b.parent is null" : "")
                        + (filtre.sauf() ? " and b.uuid <> :sauf" : "") + " order by b.nom, b.uuid limit :taille")
                .params(parametres)
                .query(PROPOSITION)
                .list();
    }
}
