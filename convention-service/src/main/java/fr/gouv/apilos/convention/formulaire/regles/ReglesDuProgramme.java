package fr.gouv.apilos.convention.formulaire.regles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rules of the rows of a programme: cadastral references (02 R78) and simplified EDD (02 §8.4, R80). */
public final class ReglesDuProgramme {

    /** Longest text of a cell. */
    public static final int LONGUEUR_MAX = 255;

    private static final Map<String, String> CADASTRE = new LinkedHashMap<>();
    private static final Map<String, String> EDD = new LinkedHashMap<>();

    static {
        CADASTRE.put("section", "La section est obligatoire");
        CADASTRE.put("numero", "Le numéro est obligatoire");
        CADASTRE.put("lieudit", "Le lieudit est obligatoire");
        CADASTRE.put("surface", "La surface est obligatoire");
        EDD.put("designation", "La désignation du logement est obligatoire");
        EDD.put("financement", "Le financement est obligatoire");
        EDD.put("numero_lot", "Le numéro de lot est obligatoire");
    }

    private ReglesDuProgramme() {}

    /** R78: section, numéro, lieudit and surface are needed, 255 characters at most each. */
    public static List<Probleme> cadastre(List<Map<String, Object>> rangs) {
        return verifier(rangs, CADASTRE, List.of("section", "numero", "lieudit", "surface", "autre"));
    }

    /** 02 §8.4: all three are needed, 255 characters at most each. */
    public static List<Probleme> edd(List<Map<String, Object>> rangs) {
        return verifier(rangs, EDD, List.of("designation", "numero_lot"));
    }

    /**
     * R80: a table that is not empty names every financement of the programme.
     *
     * @param presents codes of its rows
     * @param attendus codes of the lots of all conventions of the programme
     * @return one sentence to confirm, or nothing
     */
    public static List<String> financementsAbsents(Collection<String> presents, Collection<String> attendus) {
        if (presents.isEmpty() || presents.containsAll(attendus)) {
            return List.of();
        }
        return List.of(
                "L’EDD simplifié doit contenir tous les logements de l’opération, pour tous les financements connus : "
                        + String.join(", ", attendus) + ". Il manque : "
                        + String.join(
                                ", ",
                                attendus.stream()
                                        .filter(code -> !presents.contains(code))
                                        .toList())
                        + ".");
    }

    private static List<Probleme> verifier(
            List<Map<String, Object>> rangs, Map<String, String> necessaires, List<String> textes) {
        var problemes = new ArrayList<Probleme>();
        for (int i = 0; i < rangs.size(); i++) {
            var rang = rangs.get(i);
            for (var necessaire : necessaires.entrySet()) {
                if (Objects.toString(rang.get(necessaire.getKey()), "").isBlank()) {
                    problemes.add(Probleme.cellule(i, necessaire.getKey(), necessaire.getValue()));
                }
            }
            for (var champ : textes) {
                if (Objects.toString(rang.get(champ), "").length() > LONGUEUR_MAX) {
                    problemes.add(
                            Probleme.cellule(i, champ, "Ce texte ne doit pas excéder " + LONGUEUR_MAX + " caractères"));
                }
            }
        }
        return problemes;
    }
}
