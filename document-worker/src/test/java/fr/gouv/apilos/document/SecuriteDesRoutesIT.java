package fr.gouv.apilos.document;

import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The worker is the operators' alone, tried on every route by every kind of caller. */
@EssaiDuWorker
class SecuriteDesRoutesIT extends SecuriteDesRoutes {

    @Override
    protected List<Regle> regles() {
        var regles = new ArrayList<>(messagesGares());
        for (var acte : List.of("reprise", "annulation")) {
            regles.add(Regle.formulaire(
                    "POST /admin/documents/taches/{tache}/" + acte,
                    EXPLOITATION,
                    () -> Cible.aucune(Map.of("tache", UUID.randomUUID())),
                    Map.of()));
        }
        return regles;
    }
}
