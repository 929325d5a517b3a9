package fr.gouv.apilos.convention.formulaire.regles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lots of the convention by financement with their declared number of logements, and the EDD simplifié of the programme. */
public record ContexteLogements(Map<String, @Nullable Integer> nombreParFinancement, List<LigneEdd> edd) {

    public ContexteLogements {
        nombreParFinancement = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nombreParFinancement));
        edd = List.copyOf(edd);
    }

    /** A row of the EDD simplifié. */
    public record LigneEdd(String designation, String financement) {}

    List<String> financements() {
        return List.copyOf(nombreParFinancement.keySet());
    }
}
