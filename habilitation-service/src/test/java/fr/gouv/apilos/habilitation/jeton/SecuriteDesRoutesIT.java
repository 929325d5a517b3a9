package fr.gouv.apilos.habilitation.jeton;

import com.nimbusds.jose.jwk.ECKey;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may write what in this service, tried on every route by every kind of caller, with tokens it really issues. */
@EssaiDeService
class SecuriteDesRoutesIT extends SecuriteDesRoutes {

    @Autowired
    Cles cles;

    @Autowired
    Emetteur emetteur;

    @Override
    protected List<Regle> regles() {
        var regles = new ArrayList<Regle>();
        for (var porte : List.of("connexions", "jetons", "jetons/service")) {
            // HTTP Basic of a program: JetonsIT tries it.
            regles.add(Regle.json("POST /interne/" + porte, PERSONNE, () -> Cible.aucune(Map.of()), "{}"));
        }
        regles.add(Regle.formulaire("POST /admin/cles/rotation", EXPLOITATION, () -> Cible.aucune(Map.of()), Map.of()));
        for (var acte : List.of("desactivation", "reactivation")) {
            regles.add(Regle.formulaire(
                    "POST /admin/utilisateurs/{uuid}/" + acte,
                    EXPLOITATION,
                    () -> Cible.aucune(Map.of("uuid", UUID.randomUUID())),
                    Map.of()));
        }
        regles.add(Regle.json("POST /api/v1/correspondants", PROGRAMMES, () -> Cible.aucune(Map.of()), "{}"));
        regles.addAll(messagesGares());
        return regles;
    }

    @Override
    protected String jeton(Identite identite) {
        return emetteur.emettre(identite).jeton();
    }

    @Override
    protected ECKey cle() {
        return cles.signature();
    }
}
