package fr.gouv.apilos.simulators.siap;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Alerts created by APiLos, kept in memory. Source: 05 §12, §14. */
@Component
class Alertes {

    /** Required members of the creation, and of the answer. */
    private static final List<String> OBLIGATOIRES = List.of(
            "categorieInformation",
            "codeCommune",
            "codeGestion",
            "dateCreation",
            "destinataires",
            "etiquette",
            "etiquettePersonnalisee",
            "idConvention",
            "module",
            "siren",
            "typeAlerte",
            "urlDirection");

    /** The answer of SIAP; it has no convention id. */
    record Alerte(
            long id,
            String categorie,
            String etiquette,
            String module,
            String typeAlerte,
            String dateCreation,
            String urlRedirection,
            String libelleAlerte,
            String nomOperation,
            String numOperation) {}

    private record Rangee(String convention, Alerte alerte) {}

    private final AtomicLong suivant = new AtomicLong(1000);
    private final Map<Long, Rangee> rangees = new ConcurrentHashMap<>();

    /** Names of the required members that are absent, null or empty. */
    List<String> manquants(JsonNode demande) {
        return OBLIGATOIRES.stream()
                .filter(nom -> {
                    var valeur = demande.path(nom);
                    return valeur.isMissingNode()
                            || valeur.isNull()
                            || (valeur.isArray() && valeur.isEmpty())
                            || (valeur.isString() && valeur.asString().isBlank());
                })
                .toList();
    }

    void creer(JsonNode demande) {
        var id = suivant.incrementAndGet();
        rangees.put(
                id,
                new Rangee(
                        texte(demande, "idConvention"),
                        new Alerte(
                                id,
                                texte(demande, "categorieInformation"),
                                texte(demande, "etiquette"),
                                texte(demande, "module"),
                                texte(demande, "typeAlerte"),
                                texte(demande, "dateCreation"),
                                texte(demande, "urlDirection"),
                                texte(demande, "etiquettePersonnalisee"),
                                texte(demande, "nomOperation"),
                                texte(demande, "numOperation"))));
    }

    /** Alerts of one convention, or all when it is null, oldest first. */
    List<Alerte> lister(String convention) {
        return rangees.values().stream()
                .filter(r -> convention == null || convention.equals(r.convention()))
                .map(Rangee::alerte)
                .sorted(Comparator.comparingLong(Alerte::id))
                .toList();
    }

    boolean supprimer(long id) {
        return rangees.remove(id) != null;
    }

    private static String texte(JsonNode noeud, String nom) {
        return noeud.path(nom).asString(null);
    }
}
