package fr.gouv.apilos.referentiel;

import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may write what in this service (03 B4, B5; 04 D4, D11), tried on every route by every kind of caller. */
@EssaiDeService
class SecuriteDesRoutesIT extends SecuriteDesRoutes {

    private static final String ADMINISTRATIONS = "/apilos_settings/administrations";
    private static final String DELEGATIONS = ADMINISTRATIONS + "/{administration}/delegations";
    private static final String INDICES = "/apilos_settings/indices";
    private static final String SUIVI = "/apilos_settings/{chemin:delegataires|transferts}/{id:[0-9a-f]+-.*}";

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Override
    protected List<Regle> regles() {
        var regles = new ArrayList<Regle>();
        regles.add(Regle.formulaire(
                "POST /apilos_settings/bailleurs/{uuid}",
                // D4: its own people or the support team, no service of the State.
                avec(EXPLOITATION, Appelant.BAILLEUR_EN_PLACE),
                this::bailleur,
                Map.of("nom", "À moi", "version", "0")));
        regles.add(Regle.formulaire(
                "POST " + ADMINISTRATIONS + "/{uuid}",
                // D4: its own people or the support team, no other service of the State.
                avec(EXPLOITATION, Appelant.INSTRUCTEUR_EN_PLACE),
                this::administration,
                Map.of("ville_signature", "Chez moi", "version", "0")));
        for (var creation :
                List.of("/apilos_settings/bailleurs/nouveau", ADMINISTRATIONS + "/nouvelle", INDICES + "/nouveau")) {
            regles.add(exploitation("POST " + creation));
        }
        regles.add(exploitation("POST " + INDICES + "/{uuid:[0-9a-f]+-.*}"));
        regles.add(exploitation("POST " + INDICES + "/{uuid:[0-9a-f]+-.*}/suppression"));
        regles.add(Regle.formulaire(
                "POST " + DELEGATIONS,
                EXPLOITATION,
                () -> administration()
                        .et("administration", administration().variables().get("uuid")),
                Map.of("departement", "13")));
        regles.add(exploitation("POST " + DELEGATIONS + "/{uuid}/fin"));
        regles.add(exploitation("POST " + DELEGATIONS + "/{uuid}/suppression"));
        for (var deplacement : List.of("transferts", "delegataires")) {
            regles.add(exploitation("POST /apilos_settings/" + deplacement));
            regles.add(exploitation("POST /apilos_settings/" + deplacement + "/"));
        }
        for (var acte : List.of("arreter", "reprendre", "annuler")) {
            regles.add(Regle.formulaire(
                    "POST " + SUIVI + "/" + acte, EXPLOITATION, rien(Map.of("chemin", "transferts")), Map.of()));
        }
        regles.add(Regle.fichier(
                "POST /apilos_settings/imports/{genre:[a-z]+}",
                EXPLOITATION,
                rien(Map.of("genre", "bailleurs")),
                "fichier"));
        regles.add(exploitation("POST /apilos_settings/imports/{id:[0-9a-f]+-.*}"));
        regles.add(Regle.json("PUT /api/v1/bailleurs/{uuid}", EXPLOITATION, this::bailleur, "{\"nom\": \"À moi\"}"));
        regles.add(Regle.json(
                "PUT /api/v1/administrations/{uuid}", EXPLOITATION, this::administration, "{\"nom\": \"À moi\"}"));
        regles.add(Regle.json(
                "PUT /api/v1/rapprochements/bailleur", EXPLOITATION, rien(Map.of()), "{\"siren\": \"820000008\"}"));
        regles.add(Regle.json(
                "PUT /api/v1/rapprochements/administration",
                EXPLOITATION,
                rien(Map.of()),
                "{\"code\": \"13055\", \"libelle\": \"Métropole\"}"));
        regles.add(Regle.json(
                "PUT /api/v1/rapprochements/fusions/{siren}", EXPLOITATION, rien(Map.of("siren", "820000008")), "[]"));
        regles.addAll(messagesGares());
        regles.addAll(reprise());
        regles.add(commandes());
        return regles;
    }

    private static Regle exploitation(String route) {
        return Regle.formulaire(route, EXPLOITATION, rien(Map.of()), Map.of());
    }

    private static Supplier<Cible> rien(Map<String, ?> variables) {
        return () -> Cible.aucune(variables);
    }

    private Cible bailleur() {
        var siren = "6" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        var bailleur = bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                siren,
                new Bailleur.Fiche(
                        "Calanques",
                        siren + "00017",
                        "HLM",
                        null,
                        null,
                        null,
                        "13002",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        return new Cible(bailleur.uuid(), UUID.randomUUID(), "93", "13", Map.of("uuid", bailleur.uuid()));
    }

    private Cible administration() {
        var administration = administrations.ecrire(Administration.nouvelle(
                UUID.randomUUID(),
                new Administration.Fiche(
                        "Métropole", "M-" + UUID.randomUUID(), null, null, "13002", null, null, null)));
        return new Cible(UUID.randomUUID(), administration.uuid(), "93", "13", Map.of("uuid", administration.uuid()));
    }
}
