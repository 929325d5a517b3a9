package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.programme.Programme;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Rows of the programme, shared by all its conventions (02 R174): any of them shows the table, none needs it filled. */
abstract class TableDuProgramme implements TableDeSaisie {

    @Override
    public final boolean concerne(Convention convention, Programme programme) {
        return true;
    }

    @Override
    public final boolean exigee() {
        return false;
    }

    @Override
    public final Map<String, Set<String>> codesPreferes(Convention convention) {
        return Map.of();
    }

    @Override
    public final Map<String, Object> totaux(List<Map<String, Object>> lignes) {
        return Map.of();
    }

    /** The identifier of a row, made when it has none yet. */
    static UUID identifiant(Map<String, Object> rang) {
        return rang.get(UUID) instanceof UUID connu ? connu : java.util.UUID.randomUUID();
    }

    /** A cell as text, empty when there is none. */
    static String texte(Map<String, Object> rang, String champ) {
        return Objects.toString(rang.get(champ), "");
    }
}
