package fr.gouv.apilos.referentiel.journal;

import fr.gouv.apilos.platform.web.Evenement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** The changes of an object as a timeline: who, when, what before and what after. */
@Service
public class Historique {

    private static final int LIGNES = 200;

    private final Journal journal;

    Historique(Journal journal) {
        this.journal = journal;
    }

    /**
     * The timeline, most recent first.
     *
     * @param libelles French name of each field to show, in reading order
     */
    public List<Evenement> de(Entite entite, UUID uuid, Map<String, String> libelles) {
        var changements = journal.de(entite, uuid, LIGNES);
        var faits = new ArrayList<Evenement>();
        for (int i = 0; i < changements.size(); i++) {
            var c = changements.get(i);
            var avant = i + 1 < changements.size() ? changements.get(i + 1).etat() : null;
            faits.add(new Evenement(c.survenuLe(), quoi(c), c.auteur(), ecarts(avant, c.etat(), libelles)));
        }
        return faits;
    }

    private static String quoi(Changement c) {
        return c.motif() == null ? c.geste().libelle() : c.geste().libelle() + " — " + c.motif();
    }

    private static @Nullable String ecarts(@Nullable JsonNode avant, JsonNode apres, Map<String, String> libelles) {
        if (avant == null) {
            return null;
        }
        var lignes = new ArrayList<String>();
        libelles.forEach((champ, libelle) -> {
            var ancien = texte(avant.path(champ));
            var nouveau = texte(apres.path(champ));
            if (!ancien.equals(nouveau)) {
                lignes.add(libelle + " : « " + ancien + " » devient « " + nouveau + " »");
            }
        });
        return lignes.isEmpty() ? null : String.join("\n", lignes);
    }

    private static String texte(JsonNode noeud) {
        if (noeud.isNull() || noeud.isMissingNode()) {
            return "";
        }
        if (noeud.isNumber()) {
            return noeud.decimalValue().stripTrailingZeros().toPlainString();
        }
        return noeud.isContainer() ? noeud.toString() : noeud.asString("");
    }
}
