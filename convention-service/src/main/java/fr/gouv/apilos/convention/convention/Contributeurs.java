package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.platform.security.Typologie;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who led a convention through its statuses, by the side they were on when they did (04 R92, D5b): what they are today,
 * or what the reader is, changes nothing. The support team is not told.
 *
 * @param bailleurs names, in the order they came
 * @param instructeurs the same, on the side of the State
 */
public record Contributeurs(List<String> bailleurs, List<String> instructeurs) {

    private static final Set<String> ETAT = Set.of(Typologie.INSTRUCTEUR.name(), Typologie.ADMINISTRATEUR.name());

    /** The contributors a history tells of, latest line first as it is read. */
    public static Contributeurs de(List<Historique.Ligne> historique) {
        return new Contributeurs(noms(historique, Set.of(Typologie.BAILLEUR.name())), noms(historique, ETAT));
    }

    /** Sum of both lists: somebody who acted on both sides counts twice. */
    public int nombre() {
        return bailleurs.size() + instructeurs.size();
    }

    private static List<String> noms(List<Historique.Ligne> historique, Set<String> cote) {
        var noms = new LinkedHashMap<UUID, String>();
        for (var ligne : historique.reversed()) {
            if (ligne.utilisateur() != null && ligne.typologie() != null && cote.contains(ligne.typologie())) {
                noms.putIfAbsent(ligne.utilisateur(), ligne.utilisateurNom());
            }
        }
        return List.copyOf(noms.values());
    }
}
