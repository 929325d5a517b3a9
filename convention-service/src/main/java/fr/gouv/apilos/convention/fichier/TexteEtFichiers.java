package fr.gouv.apilos.convention.fichier;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a « text and files » column (06 B3), as other readers of the data know it. Files are rows of their own: the
 * column names none any more.
 */
public final class TexteEtFichiers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TexteEtFichiers() {}

    /** The text of a column (FIL-20): what is not JSON is the text itself; empty when there is none. */
    public static String texte(String colonne) {
        if (colonne == null || colonne.isBlank()) {
            return "";
        }
        try {
            var lu = JSON.readTree(colonne);
            return lu.isObject() ? lu.path("text").asString("") : colonne;
        } catch (JacksonException _) {
            return colonne;
        }
    }

    /** What a column keeps for a text (FIL-21); null and blank give an empty text. */
    public static String colonne(String texte) {
        var champs = new java.util.LinkedHashMap<String, Object>(Map.of("files", List.of()));
        champs.put("text", texte == null ? "" : texte);
        return JSON.writeValueAsString(champs);
    }
}
