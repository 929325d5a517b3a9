package fr.gouv.apilos.platform.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sorted columns of a list: a white list, never a name that came with the request (D10). */
public final class EntetesDeTri {

    private EntetesDeTri() {}

    /**
     * A column.
     *
     * @param code value of {@code order_by}, null when it cannot be sorted
     * @param sql what it sorts by
     */
    public record Colonne(@Nullable String code, String libelle, String sql) {}

    /**
     * A header as drawn.
     *
     * @param lien address that sorts by it, null when it cannot be
     * @param sens {@code ascending} or {@code descending} when the list is sorted by it
     */
    public record Entete(
            String libelle, @Nullable String lien, @Nullable String sens) {}

    /** The {@code order by} of what was asked; anything unknown sorts by the first column. */
    public static String ordre(List<Colonne> colonnes, String demande) {
        boolean inverse = demande.startsWith("-");
        var code = inverse ? demande.substring(1) : demande;
        return colonnes.stream()
                .filter(c -> code.equals(c.code()))
                .findFirst()
                .map(c -> c.sql() + (inverse ? " desc" : " asc"))
                .orElse(colonnes.getFirst().sql() + " asc");
    }

    /** Headers: ascending first, descending at the second press, back to the first page (R-B5.2). */
    public static List<Entete> entetes(
            List<Colonne> colonnes, String demande, String chemin, Map<String, String> parametres) {
        var courant = demande.isEmpty() ? String.valueOf(colonnes.getFirst().code()) : demande;
        var entetes = new ArrayList<Entete>();
        for (var c : colonnes) {
            if (c.code() == null) {
                entetes.add(new Entete(c.libelle(), null, null));
                continue;
            }
            var suivant = new LinkedHashMap<>(parametres);
            suivant.put("order_by", courant.equals(c.code()) ? "-" + c.code() : c.code());
            entetes.add(new Entete(
                    c.libelle(),
                    adresse(chemin, suivant),
                    courant.equals(c.code()) ? "ascending" : courant.equals("-" + c.code()) ? "descending" : null));
        }
        return entetes;
    }

    /** An address with its non-empty parameters. */
    public static String adresse(String chemin, Map<String, String> parametres) {
        var suite = new StringBuilder();
        parametres.forEach((nom, valeur) -> {
            if (!valeur.isEmpty() || nom.equals("page")) {
                suite.append(suite.isEmpty() ? "?" : "&")
                        .append(nom)
                        .append("=")
                        .append(URLEncoder.encode(valeur, StandardCharsets.UTF_8));
            }
        });
        return chemin + suite;
    }
}
