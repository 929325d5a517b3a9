package fr.gouv.apilos.convention;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Who may write what in this service (04 §10, D1 to D6), tried on every route by every kind of caller. */
@EssaiDeService
class SecuriteDesRoutesIT extends SecuriteDesRoutes {

    private static final Path OPERATIONS =
            Path.of("../infra/simulators/src/main/resources/simulateurs/operations.json");
    private static final WireMockServer VOISINS = new WireMockServer(options().dynamicPort());
    private static final String ETAPE =
            "/conventions/{etape:(?:avenant_)?(?:bailleur|programme|cadastre|edd|financement|logements|commentaires)}/{convention}";
    /** People on the side of the State: a program decides nothing of this kind. */
    private static final Set<Appelant> LES_INSTRUCTEURS =
            EnumSet.complementOf(avec(EnumSet.complementOf(EnumSet.copyOf(INSTRUIRE)), Appelant.PROGRAMME));

    private static final String DEPLACEMENT = """
        {"champ": "ADMINISTRATION", "vers": "%s", "criteres": {"departement": "2A"}}\
        """;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient base;

    @Autowired
    JsonMapper lecteur;

    @DynamicPropertySource
    static void adresses(DynamicPropertyRegistry proprietes) {
        VOISINS.start();
        proprietes.add("apilos.siap.hote", VOISINS::baseUrl);
        proprietes.add("apilos.siap.cle", () -> "secret-partage");
        proprietes.add("apilos.services.referentiel", VOISINS::baseUrl);
        proprietes.add("apilos.services.habilitation", VOISINS::baseUrl);
    }

    @AfterAll
    static void arreter() {
        VOISINS.stop();
    }

    /** SIAP knows every opération. */
    @BeforeEach
    void brancher() throws IOException {
        var operations = lecteur.readTree(Files.readString(OPERATIONS));
        VOISINS.stubFor(post("/interne/jetons/service")
                .willReturn(okJson("{\"jeton\": \"j\", \"expireLe\": \"2099-01-01T00:00:00Z\"}")));
        VOISINS.stubFor(WireMock.get(urlPathMatching("/services/operation/.*"))
                .willReturn(okJson((operations.isArray() ? operations : operations.path("operations"))
                        .path(0)
                        .toString())));
    }

    /** The last answer of SIAP is kept whoever asked. */
    @Override
    protected Set<String> tablesDeLecture() {
        return Set.of("operation_siap");
    }

    @Override
    protected List<Regle> regles() {
        var regles = new ArrayList<Regle>();
        regles.add(Regle.formulaire("POST " + ETAPE, MODIFIER, () -> etape("financement"), Map.of()));
        regles.add(
                Regle.formulaire("POST " + ETAPE, MODIFIER, () -> etape("bailleur"), Map.of("signataireNom", "Moi")));
        regles.add(Regle.formulaire("POST " + ETAPE, MODIFIER, () -> etape("programme"), Map.of("nom", "À moi")));
        for (var ligne : List.of("nouvelle", "existante")) {
            regles.add(Regle.formulaire(
                    "POST " + ETAPE + "/lignes/{ligne}", MODIFIER, () -> logement(ligne), Map.of("designation", "Z9")));
        }
        regles.add(Regle.formulaire(
                "POST " + ETAPE + "/lignes/{ligne}/suppression", MODIFIER, () -> logement("existante"), Map.of()));
        regles.add(Regle.formulaire("POST " + ETAPE + "/annulation", MODIFIER, () -> logement(""), Map.of()));
        regles.add(Regle.fichier("POST " + ETAPE + "/import", MODIFIER, () -> logement(""), "fichier"));
        regles.add(Regle.formulaire("POST " + ETAPE + "/import/{id}", MODIFIER, () -> logement(""), Map.of()));
        regles.add(Regle.formulaire(
                "POST " + ETAPE + "/import/{id}/corrections",
                MODIFIER,
                () -> logement(""),
                Map.of("cellule.D5", "50")));
        regles.add(Regle.formulaire(
                "POST " + ETAPE + "/collage", MODIFIER, () -> logement(""), Map.of("lignes", "Z9\tT2\tPLUS\t50")));
        regles.add(
                Regle.formulaire("POST " + ETAPE + "/import/{id}/corrections", MODIFIER, () -> logement(""), Map.of()));
        regles.add(Regle.formulaire(
                "POST " + ETAPE + "/collage", MODIFIER, () -> logement(""), Map.of("lignes", "A1\tT2\t40")));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/numero-operation",
                MODIFIER,
                au(Statut.PROJET),
                Map.of("numero", "20260901234")));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/type", MODIFIER, au(Statut.PROJET), Map.of("type", "TYPE1")));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/changer-bailleur", MODIFIER, au(Statut.PROJET), Map.of()));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/changer-administration",
                LES_INSTRUCTEURS,
                au(Statut.PROJET),
                Map.of()));
        regles.add(Regle.formulaire("POST /operations/{numero}/conventions", MODIFIER, this::operation, Map.of()));
        for (var fin : List.of("", "/")) {
            for (var route : List.of("operation", "close_operation", "cancel_operation")) {
                regles.add(
                        Regle.json("POST /api-siap/v0/" + route + "/{numero}" + fin, MODIFIER, this::operation, "{}"));
            }
        }
        // Whoever may read a list may take what they see of it: what is in the file follows their perimeter.
        regles.add(Regle.formulaire(
                "POST /conventions/export-list",
                EnumSet.complementOf(EnumSet.of(Appelant.ANONYME, Appelant.SANS_DROIT)),
                rien(),
                Map.of()));
        // Of one's own files alone: anybody else's is not there.
        regles.add(Regle.formulaire(
                "POST /conventions/telechargements/{fichier}/annulation",
                EnumSet.complementOf(EnumSet.of(Appelant.ANONYME, Appelant.SANS_DROIT)),
                () -> Cible.aucune(Map.of("fichier", UUID.randomUUID())),
                Map.of()));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/documents/archive", VOIR, au(Statut.A_SIGNER), Map.of()));
        for (var route :
                List.of("POST /conventions/{convention}/documents", "POST /conventions/generate/{convention}")) {
            regles.add(Regle.formulaire(route, VOIR, au(Statut.PROJET), Map.of()));
            regles.add(Regle.formulaire(route, INSTRUIRE, au(Statut.A_SIGNER), Map.of()));
        }
        regles.add(Regle.formulaire("POST /conventions/fiche_caf/{convention}", VOIR, au(Statut.SIGNEE), Map.of()));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/commentaires",
                MODIFIER,
                au(Statut.INSTRUCTION),
                Map.of("objet", "programme", "champ", "nom", "message", "Vu.")));
        for (var action : List.of("resoudre", "rouvrir", "clore")) {
            regles.add(Regle.formulaire(
                    "POST /conventions/commentaires/{commentaire}/{action}",
                    MODIFIER,
                    () -> commentaire(action),
                    Map.of()));
        }
        for (var transition : Transition.values()) {
            regles.add(transition(transition));
        }
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/numero-operation",
                MODIFIER,
                au(Statut.PROJET),
                Map.of("numero", "20261100011")));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/type",
                MODIFIER,
                () -> cible(jeu.faire(Statut.PROJET, "Bailleurs privés", 1, true)),
                Map.of("type", "Type1")));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/changer-bailleur", MODIFIER, au(Statut.PROJET), Map.of()));
        // 02 R67: instructeurs, who are persons.
        var personnes = EnumSet.copyOf(INSTRUIRE);
        personnes.remove(Appelant.PROGRAMME);
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/changer-administration", personnes, au(Statut.PROJET), Map.of()));
        regles.add(Regle.fichier("POST /conventions/sent/{convention}", MODIFIER, au(Statut.A_SIGNER), "fichier"));
        regles.add(Regle.formulaire("POST /conventions/sent/{convention}", MODIFIER, au(Statut.A_SIGNER), Map.of()));
        regles.add(Regle.formulaire(
                "POST /conventions/upload_signed/date/{convention}",
                MODIFIER,
                au(Statut.A_SIGNER),
                Map.of("date", "12/03/2026")));
        regles.add(Regle.formulaire(
                "POST /conventions/upload_signed/cancel/{convention}", MODIFIER, au(Statut.A_SIGNER), Map.of()));
        regles.add(Regle.formulaire(
                "POST /conventions/delete/{convention}", MODIFIER, au(Statut.ANNULEE), Map.of("mot", "supprimer")));
        regles.add(Regle.formulaire("POST /admin/courriels/apercu", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.formulaire("POST /admin/references/rattrapage", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.formulaire("POST /admin/references/reconstruction", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.formulaire("POST /admin/recherche/reconstruction", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.fichier(
                "POST /conventions/{convention}/fichiers/{champ}",
                MODIFIER,
                () -> cible(jeu.complete(1)).et("champ", "acte_de_propriete"),
                "fichiers"));
        regles.add(Regle.fichier(
                "POST /api/v1/conventions/{convention}/fichiers/{champ}",
                MODIFIER,
                () -> cible(jeu.complete(1)).et("champ", "acte_de_propriete"),
                "fichier"));
        regles.add(Regle.formulaire(
                "POST /conventions/{convention}/fichiers/{champ}/{fichier}/retrait",
                MODIFIER,
                this::fichier,
                Map.of()));
        regles.add(Regle.formulaire(
                "DELETE /api/v1/conventions/{convention}/fichiers/{fichier}", MODIFIER, this::fichier, Map.of()));
        regles.add(Regle.formulaire("POST /admin/fichiers/collecte", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.json("POST /api/v1/deplacements/apercu", EXPLOITATION, rien(), deplacement()));
        regles.add(Regle.json("PUT /api/v1/deplacements/{id}", EXPLOITATION, rien(), deplacement()));
        regles.add(Regle.formulaire("POST /api/v1/deplacements/{id}/avancer", EXPLOITATION, rien(), Map.of()));
        regles.add(Regle.formulaire("POST /api/v1/deplacements/{id}/annuler", EXPLOITATION, rien(), Map.of()));
        regles.addAll(messagesGares());
        regles.addAll(reprise());
        regles.add(commandes());
        regles.add(Regle.json(
                "POST /api/v1/effacement", EXPLOITATION, () -> Cible.aucune(Map.of()), "{\"confirmation\": \"non\"}"));
        regles.add(Regle.json(
                "POST /api/v1/jeu-d-essai",
                EXPLOITATION,
                () -> Cible.aucune(Map.of()),
                "{\"bailleur\": \"" + java.util.UUID.randomUUID() + "\", \"administration\": \""
                        + java.util.UUID.randomUUID() + "\"}"));
        return regles;
    }

    /** The table of transitions says who; side and permission are its own. */
    private Regle transition(Transition transition) {
        var permis = transition.permission().endsWith("validate_convention") ? INSTRUIRE : MODIFIER;
        if (transition == Transition.SIGNER) {
            // Not by this address: 404 for all who are signed in would say nothing. Its own pages are tried above.
            return Regle.formulaire(
                    "POST /conventions/{convention}/actions/{action}",
                    MODIFIER,
                    () -> cible(jeu.au(Statut.INSTRUCTION)).et("action", Transition.REVENIR_EN_INSTRUCTION.chemin()),
                    Map.of());
        }
        var admis = EnumSet.noneOf(Appelant.class);
        var contraries = EnumSet.noneOf(Appelant.class);
        for (var appelant : permis) {
            var identite = switch (appelant) {
                case STAFF -> JetonDeTest.staff();
                case PROGRAMME -> JetonDeTest.service();
                case BAILLEUR_EN_PLACE -> JetonDeTest.bailleur(UUID.randomUUID());
                default -> JetonDeTest.administrateur();
            };
            (transition.cote().admet(Acteur.de(identite)) ? admis : contraries).add(appelant);
        }
        return Regle.formulaire(
                        "POST /conventions/{convention}/actions/{action}",
                        admis,
                        () -> cible(jeu.au(transition.depuis().iterator().next()))
                                .et("action", transition.chemin()),
                        Map.of("commentaire", "Voilà."))
                .contrarie(contraries);
    }

    private static Supplier<Cible> rien() {
        return () -> Cible.aucune(Map.of());
    }

    private Supplier<Cible> au(Statut statut) {
        return () -> cible(jeu.au(statut));
    }

    private Cible etape(String etape) {
        return cible(jeu.complete(2)).et("etape", etape);
    }

    private Cible logement(String ligne) {
        var faite = jeu.complete(2);
        return cible(faite)
                .et("etape", "logements")
                .et(
                        "ligne",
                        ligne.equals("existante")
                                ? base.sql("select id from logement where lot = :lot limit 1")
                                        .param("lot", faite.lot())
                                        .query(UUID.class)
                                        .single()
                                : ligne);
    }

    private Cible operation() {
        var faite = jeu.complete(1);
        VOISINS.stubFor(put("/api/v1/rapprochements/bailleur").willReturn(okJson("""
            {"uuid": "%s", "nom": "Calanques Habitat", "siret": "1", "siren": "1", "natureBailleur": "HLM", "version": 3,
             "supprime": false}\
            """.formatted(faite.bailleur()))));
        VOISINS.stubFor(
                put("/api/v1/rapprochements/administration").willReturn(okJson("""
                    {"uuid": "%s", "nom": "Métropole", "code": "M", "nbConventionExemplaires": 3, "version": 2, "supprime": false}\
                    """.formatted(faite.administration()))));
        return cible(faite)
                .et(
                        "numero",
                        base.sql("select numero_operation from programme where id = :id")
                                .param("id", faite.programme())
                                .query(String.class)
                                .single());
    }

    private Cible commentaire(String action) {
        var faite = jeu.au(Statut.CORRECTION);
        var id = UUID.randomUUID();
        base.sql("""
            insert into commentaire (id, convention, nom_objet, champ_objet, auteur, auteur_nom, auteur_instructeur, message,
              statut, cree_le, mis_a_jour_le)
            values (:id, :convention, 'programme', 'nom', :id, 'Sacha Instructeur', true, 'Précisez.', 'OUVERT', now(), now())\
            """).param("id", id).param("convention", faite.convention()).update();
        return cible(faite).et("commentaire", id).et("action", action);
    }

    private Cible fichier() {
        var faite = jeu.complete(1);
        var id = UUID.randomUUID();
        base.sql("""
            insert into fichier (id, objet, proprietaire, champ, convention, nom, nom_stockage, cle, type, taille, sha256,
              depose_par, depose_par_nom, depose_le)
            values (:id, 'PROGRAMME', :programme, 'vendeur', :convention, 'plan.png', 'plan.png', :cle, 'image/png', 3, 'x',
              :id, 'Camille', now())\
            """)
                .param("id", id)
                .param("programme", faite.programme())
                .param("convention", faite.convention())
                .param("cle", "programmes/" + faite.programme() + "/media/" + id + "_plan.png")
                .update();
        return cible(faite).et("champ", "vendeur").et("fichier", id);
    }

    private static Cible cible(Jeu.Faite faite) {
        return new Cible(
                faite.bailleur(),
                faite.administration(),
                "93",
                "13",
                new HashMap<>(Map.of("convention", faite.convention())));
    }

    private static String deplacement() {
        return DEPLACEMENT.formatted(UUID.randomUUID());
    }
}
