package fr.gouv.apilos.document.mesure;

import fr.gouv.apilos.document.modele.ModelesDeMesure;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.moteur.ModeleWord;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** An HLM convention with as many dwellings as a measure wants, and the models it is written with. */
final class ConventionDeMesure {

    /** Our own model. */
    static final String PRODUIT = "produit";
    /** The model of the field (beside the checkout). */
    static final String TERRAIN = "terrain";

    private static final Set<String> LISTES = Set.of("logements", "logements_import_ordered");

    private ConventionDeMesure() {}

    static ModeleWord modele(String modele) throws IOException {
        return modele.equals(TERRAIN)
                ? ModeleWord.compiler(Files.readAllBytes(Shared.chemin("data/modeles/HLM-template.docx")))
                : ModelesDeMesure.hlm();
    }

    static Map<String, Object> contexte(String modele, int logements) throws IOException {
        Map<String, Object> contexte;
        if (modele.equals(TERRAIN)) {
            contexte = LecteurDeContexte.lire(Shared.chemin("data/modeles/cas/hlm.context.json.gz"));
        } else {
            try (var flux = ConventionDeMesure.class.getResourceAsStream("/contracts/contextes/hlm.exemple.json")) {
                contexte = LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
            }
            contexte.put("filigrane", null);
        }
        multiplier(contexte, logements, Collections.newSetFromMap(new IdentityHashMap<>()));
        return contexte;
    }

    /** A dwelling like this one, in other figures: equal rows would compress as no convention does. */
    private static Object autre(Object logement, int rang) {
        if (!(logement instanceof Map<?, ?> champs)) {
            return logement;
        }
        var autre = new LinkedHashMap<String, Object>();
        champs.forEach((nom, valeur) -> autre.put(
                String.valueOf(nom),
                valeur instanceof BigDecimal nombre
                        ? nombre.add(BigDecimal.valueOf(rang * 7919L % 3001, 2))
                        : nom.equals("d") || nom.equals("designation") ? "Bâtiment B, porte " + rang : valeur));
        return autre;
    }

    /** Makes every list of dwellings as long as the measure wants. */
    private static void multiplier(Object valeur, int logements, Set<Object> vus) {
        if (valeur instanceof Map<?, ?> brute && vus.add(valeur)) {
            @SuppressWarnings("unchecked")
            var champs = (Map<String, Object>) brute;
            champs.replaceAll((nom, contenu) -> {
                if (!LISTES.contains(nom) || !(contenu instanceof List<?> liste) || liste.isEmpty()) {
                    return contenu;
                }
                var longue = new ArrayList<Object>(logements);
                for (int i = 0; i < logements; i++) {
                    longue.add(autre(liste.get(i % liste.size()), i));
                }
                return longue;
            });
            champs.values().forEach(contenu -> multiplier(contenu, logements, vus));
        } else if (valeur instanceof List<?> liste && vus.add(valeur)) {
            liste.forEach(contenu -> multiplier(contenu, logements, vus));
        }
    }
}
