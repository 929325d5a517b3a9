package fr.gouv.apilos.document;

import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.util.ArrayList;
import java.util.EnumSet;
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
        for (var acte : List.of("reprise", "annulation")) {
            regles.add(Regle.formulaire(
                    "POST /admin/courriels/{courriel}/" + acte,
                    EXPLOITATION,
                    () -> Cible.aucune(Map.of("courriel", UUID.randomUUID())),
                    Map.of()));
        }
        regles.add(Regle.json(
                "PUT /admin/courriels/interrupteur",
                EXPLOITATION,
                () -> Cible.aucune(Map.of()),
                "{\"arretes\": false}"));
        regles.add(
                Regle.formulaire("POST /admin/courriels/apercu", EXPLOITATION, () -> Cible.aucune(Map.of()), Map.of()));
        for (var contact : List.of("POST /contact", "POST /contact/")) {
            regles.add(Regle.formulaire(
                    contact, EnumSet.allOf(Appelant.class), () -> Cible.aucune(Map.of()), Map.of("site", "x")));
        }
        regles.addAll(modeles());
        regles.add(Regle.formulaire(
                "POST /verification/{code}",
                EnumSet.allOf(Appelant.class),
                () -> Cible.aucune(Map.of("code", "0000-0000-0000-0000")),
                Map.of("empreinte", "0".repeat(64))));
        return regles;
    }

    /** By pages and by the API. */
    private static List<Regle> modeles() {
        var id = Map.of("code", "TYPE2", "id", UUID.randomUUID());
        var regles = new ArrayList<Regle>();
        for (var depot :
                List.of("POST /apilos_settings/modeles/{code}", "POST /admin/documents/modeles/{code}/versions")) {
            regles.add(Regle.fichier(depot, EXPLOITATION, () -> Cible.aucune(Map.of("code", "TYPE2")), "fichier"));
        }
        for (var acte : List.of(
                "POST /apilos_settings/modeles/{code}/{id}/effet",
                "POST /apilos_settings/modeles/{code}/{id}/retrait",
                "POST /admin/documents/modeles/{code}/versions/{id}/retrait")) {
            regles.add(Regle.formulaire(acte, EXPLOITATION, () -> Cible.aucune(id), Map.of("effet", "31/12/2030")));
        }
        regles.add(Regle.json(
                "PUT /admin/documents/modeles/{code}/versions/{id}/effet",
                EXPLOITATION,
                () -> Cible.aucune(id),
                "{\"jour\": \"2030-12-31\"}"));
        return regles;
    }
}
