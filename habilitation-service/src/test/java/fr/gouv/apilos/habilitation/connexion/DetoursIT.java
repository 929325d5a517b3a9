package fr.gouv.apilos.habilitation.connexion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.historique.Recit;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.JetonInterne;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Working under another account: who may, under whom, and what is kept of it. */
@EssaiDeService
class DetoursIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Historique historique;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    JwtDecoder decodeur;

    @ParameterizedTest
    @CsvSource({
        "STAFF, SIMPLE, 200",
        "STAFF, STAFF, 403",
        "STAFF, SUPERUSER, 403",
        "SUPERUSER, SIMPLE, 200",
        "SUPERUSER, STAFF, 200",
        "SUPERUSER, SUPERUSER, 200",
        "SIMPLE, SIMPLE, 403",
        "STAFF, FERME, 403",
        "FERME, SIMPLE, 403"
    })
    void R112_who_may_work_under_whom(String acteur, String cible, int attendu) throws Exception {
        var qui = compte(acteur);
        var sous = compte(cible);
        assertThat(appeler("detours/apercu", Map.of("acteur", qui, "utilisateur", sous)))
                .hasStatus(attendu);
        if (!cible.equals("SIMPLE")) {
            var jeton = appeler("jetons", Map.of("acteur", qui, "utilisateur", sous, "habilitation", 0));
            assertThat(jeton).hasStatus(attendu);
        }
    }

    @Test
    void R112_nobody_borrows_their_own_account() {
        var superuser = compte("SUPERUSER");
        assertThat(appeler("detours/apercu", Map.of("acteur", superuser, "utilisateur", superuser)))
                .hasStatus(403);
    }

    @Test
    void R115_D22_the_token_has_the_rights_of_the_account_and_the_names_of_both() throws Exception {
        var acteur = compte("SUPERUSER");
        var cible = compte("STAFF");
        var reponse = appeler("jetons", Map.of("acteur", acteur, "utilisateur", cible, "habilitation", 0));
        assertThat(reponse).hasStatusOk();
        var jeton = decodeur.decode(json.readTree(reponse.getResponse().getContentAsByteArray())
                .path("jeton")
                .asString());
        var identite = JetonInterne.lire(jeton.getSubject(), jeton.getClaims());
        assertThat(identite.utilisateur()).isEqualTo(cible);
        assertThat(identite.superuser()).isFalse();
        assertThat(identite.nom()).isEqualTo("Emprunt STAFF (par Emprunt SUPERUSER)");
        assertThat(identite.par()).isNotNull();
        assertThat(identite.par().utilisateur()).isEqualTo(acteur);
    }

    @Test
    void R112_a_right_lost_on_the_way_ends_it_with_the_token() {
        var acteur = compte("SUPERUSER");
        var cible = compte("STAFF");
        var demande = Map.of("acteur", acteur, "utilisateur", cible, "habilitation", 0);
        assertThat(appeler("jetons", demande)).hasStatusOk();
        jdbc.sql("update utilisateur set superuser = false where uuid = :uuid")
                .param("uuid", acteur)
                .update();
        assertThat(appeler("jetons", demande)).hasStatus(403);
    }

    @Test
    void R113_beginning_and_end_are_in_the_history_and_the_last_sign_in_of_the_account_is_not_touched() {
        var acteur = compte("SUPERUSER");
        var cible = compte("STAFF");
        var demande = Map.of("acteur", acteur, "utilisateur", cible);
        assertThat(appeler("detours", demande))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.utilisateur.uuid")
                .isEqualTo(cible.toString());
        assertThat(appeler("detours/fin", demande)).hasStatus(204);
        var lignes = historique.dePersonne(cible);
        assertThat(lignes.subList(0, 2))
                .extracting(Historique.Acte::motif)
                .containsExactly("rendu par l’équipe d’exploitation", "emprunté par l’équipe d’exploitation");
        assertThat(Recit.raconter(lignes.subList(1, 2), Map.of()).getFirst().toString())
                .contains("Compte modifié — emprunté", "Emprunté par", "« Emprunt SUPERUSER »");
        assertThat(lignes.get(1).apres().path("emprunteurCompte").asString()).isEqualTo(acteur.toString());
        assertThat(jdbc.sql("select count(*) from utilisateur where uuid = :uuid and derniere_connexion is not null")
                        .param("uuid", cible)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private UUID compte(String genre) {
        var reprise =
                Comptes.exploitant(Comptes.reprise("Emprunt", genre), genre.equals("STAFF"), genre.equals("SUPERUSER"));
        return utilisateurs
                .reprendre(genre.equals("FERME") ? Comptes.ferme(reprise) : reprise)
                .uuid();
    }

    private MvcTestResult appeler(String chemin, Map<String, ?> corps) {
        return mvc.post()
                .uri("/interne/" + chemin)
                .headers(h -> h.setBasicAuth("gateway", Voisins.SECRET, StandardCharsets.UTF_8))
                .contentType("application/json")
                .content(json.writeValueAsString(corps))
                .exchange();
    }
}
