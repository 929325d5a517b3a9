package fr.gouv.apilos.document.moteur;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One render in progress: the variables in sight, the steps spent and the names that were missing. */
final class Execution {

    final Limites limites;
    private final Map<String, Object> contexte;
    private final Deque<Map<String, Object>> portees = new ArrayDeque<>();
    private final Set<String> absents = new LinkedHashSet<>();
    private long etapes;
    private long construit;

    Execution(Map<String, Object> contexte, Limites limites) {
        this.contexte = contexte;
        this.limites = limites;
        portees.push(new HashMap<>());
    }

    void etape() {
        if (++etapes > limites.etapes()) {
            throw new ErreurExpression("le modèle demande trop de calculs (boucle sans fin ?)");
        }
    }

    /** Counts what an expression has built: a model that keeps it all must not fill the memory. */
    Object construit(Object valeur) {
        construit += switch (valeur) {
            case String s -> s.length();
            case Collection<?> c -> c.size();
            case null, default -> 0;
        };
        if (construit > Limites.CONSTRUIT_MAX) {
            throw new ErreurExpression("le modèle construit trop de texte");
        }
        return valeur;
    }

    Object variable(String nom) {
        for (Map<String, Object> portee : portees) {
            Object valeur = portee.get(nom);
            if (valeur != null || portee.containsKey(nom)) {
                return valeur;
            }
        }
        Object valeur = contexte.get(nom);
        if (valeur != null || contexte.containsKey(nom)) {
            return valeur;
        }
        return absent(nom);
    }

    /** A variable, or null without noting that it is missing. */
    Object connue(String nom) {
        for (Map<String, Object> portee : portees) {
            if (portee.containsKey(nom)) {
                return portee.get(nom);
            }
        }
        return contexte.get(nom);
    }

    Object absent(String nom) {
        if (absents.size() < 200) {
            absents.add(nom);
        }
        return new Indefini(nom);
    }

    Set<String> absents() {
        return absents;
    }

    void definir(String nom, Object valeur) {
        portees.getFirst().put(nom, valeur);
    }

    void entrer() {
        if (portees.size() > 100) {
            throw new ErreurExpression("trop de boucles imbriquées");
        }
        portees.push(new HashMap<>());
    }

    void sortir() {
        portees.pop();
    }
}
