package fr.gouv.apilos.platform.tableur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row in use of the sheet: its number as the spreadsheet shows it, its rank from the first data row, its cells by field. */
public record Ligne(int numero, int rang, Map<String, Cellule> cellules) {

    public Ligne {
        cellules = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cellules));
    }

    public @Nullable Cellule cellule(String champ) {
        return cellules.get(champ);
    }

    public @Nullable String texte(String champ) {
        return valeur(champ) instanceof String s ? s : null;
    }

    public @Nullable BigDecimal decimal(String champ) {
        return valeur(champ) instanceof BigDecimal d ? d : null;
    }

    public @Nullable Integer entier(String champ) {
        return valeur(champ) instanceof Integer i ? i : null;
    }

    public @Nullable LocalDate date(String champ) {
        return valeur(champ) instanceof LocalDate d ? d : null;
    }

    public boolean fautive() {
        return cellules.values().stream().anyMatch(c -> c.erreur() != null);
    }

    private @Nullable Object valeur(String champ) {
        var cellule = cellules.get(champ);
        return cellule == null ? null : cellule.valeur();
    }
}
