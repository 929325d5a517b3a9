package fr.gouv.apilos.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who is proposed, reads and edits bailleurs and administrations, seen from the habilitations (04 §6.5, §6.6, §12). */
@EssaiDeService
class HabilitationsIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    JdbcClient jdbc;

    private final String marque = "HAB" + UUID.randomUUID().toString().substring(0, 8);

    /** A program is no person: it leaves no author, and no forged one. */
    @Test
    void R9_what_a_program_changes_has_no_author_and_what_a_person_changes_has_theirs() {
        var b = bailleur(marque, null);
        assertThat(mvc.put()
                        .uri("/api/v1/rapprochements/administration")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"code\": \"%s\", \"libelle\": \"DDT de l’essai\"}".formatted(marque))
                        .with(JetonDeTest.de(JetonDeTest.service())))
                .hasStatusOk();
        var a = administrations.parCode(marque).orElseThrow();
        assertThat(auteurs(a.uuid())).containsExactly("");
        var saisie = saisie(b);
        saisie.put("ville", "Concarneau");
        assertThat(poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.bailleur(b.uuid())))
                .hasStatus3xxRedirection();
        assertThat(auteurs(b.uuid())).last().isEqualTo("Camille Bailleur");
    }

    /** 04 §6.6: B1 is a child of B2; the perimeter of the token holds the children already. */
    @Test
    void R50_R38_bailleurs_are_proposed_within_the_scope_of_the_reader_twenty_at_most() {
        var b2 = bailleur(marque + " HLM", null);
        var b1 = bailleur(marque + " 3F", b2.uuid());
        var autre = bailleur(marque + " SEM", null);
        var moi = JetonDeTest.bailleur(b1.uuid(), b2.uuid());
        assertThat(proposes("bailleur", marque, moi))
                .contains(b1.nom(), b2.nom())
                .doesNotContain(autre.nom());
        assertThat(proposes("bailleur/" + autre.uuid() + "/parent", marque, moi))
                .contains(b2.nom())
                .doesNotContain(b1.nom(), autre.nom());
        assertThat(proposes("bailleur", marque.toLowerCase() + " hl", moi))
                .contains(b2.nom())
                .doesNotContain(b1.nom());
        assertThat(proposes("bailleur/" + UUID.randomUUID() + "/parent", marque, JetonDeTest.administrateur()))
                .contains(b2.nom(), autre.nom())
                .doesNotContain(b1.nom());
        for (int i = 0; i < 21; i++) {
            bailleur(marque + " Vingt " + i, null);
        }
        assertThat(proposes("bailleur", marque + " vingt", JetonDeTest.administrateur())
                        .split("\"value\""))
                .hasSize(21);
    }

    @Test
    void R96_propositions_are_labels_and_identifiers_for_who_is_signed_in() {
        var a = administration();
        assertThat(proposes("administration", a.code(), JetonDeTest.administrateur()))
                .contains("\"label\":\"" + marque + " (" + a.code() + ")\"", "\"value\":\"" + a.uuid() + "\"");
        for (var chemin : List.of("bailleur", "bailleur/" + UUID.randomUUID() + "/parent", "administration")) {
            assertThat(mvc.get().uri("/search/" + chemin)).hasStatus(401);
            assertThat(mvc.post().uri("/search/" + chemin).with(JetonDeTest.de(JetonDeTest.staff())))
                    .hasStatus(405);
            assertThat(mvc.get().uri("/search/" + chemin).with(JetonDeTest.de(JetonDeTest.staff())))
                    .hasStatusOk();
        }
    }

    /** D4: read by all the State and partners, edited by its own people. */
    @Test
    void R101_D4_a_bailleur_is_read_by_its_own_people_and_the_state_and_edited_by_its_own_people() {
        var b = bailleur(marque, null);
        var chemin = "bailleurs/" + b.uuid();
        for (var lecteur : List.of(
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.administrateur(),
                JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL))) {
            assertThat(lire(chemin, lecteur)).hasStatusOk();
            assertThat(poster(chemin, saisie(b), lecteur)).hasStatus(403);
        }
        var etranger = JetonDeTest.bailleur(UUID.randomUUID());
        assertThat(lire(chemin, etranger)).hasStatus(403);
        assertThat(poster(chemin, saisie(b), etranger)).hasStatus(403);
        assertThat(lire(chemin, JetonDeTest.bailleur(b.uuid()))).hasStatusOk();
        assertThat(lire(chemin, JetonDeTest.staff())).hasStatusOk();
        assertThat(mvc.get().uri("/apilos_settings/" + chemin).accept(MediaType.TEXT_HTML))
                .hasStatus(401);
    }

    @Test
    void R102_what_its_people_may_not_change_stays_and_what_they_type_has_limits() {
        var b = bailleur(marque, null);
        var moi = JetonDeTest.bailleur(b.uuid());
        var saisie = saisie(b);
        saisie.put("siren", "999999999");
        saisie.put("siret", "82000000800012");
        saisie.put("nature_bailleur", "SEM");
        saisie.put("sous_nature_bailleur", "SEM_EPL");
        saisie.put("capital_social", "150000,50");
        saisie.put("signataire_fonction", "Directrice");
        assertThat(poster("bailleurs/" + b.uuid(), saisie, moi)).hasStatus3xxRedirection();
        var apres = bailleurs.un(b.uuid());
        assertThat(List.of(apres.siren(), apres.siret(), apres.natureBailleur()))
                .containsExactly(b.siren(), b.siret(), b.natureBailleur());
        assertThat(apres.signataireFonction()).isEqualTo("Directrice");
        for (var faute : Map.of(
                        "nom",
                        "",
                        "adresse",
                        "a".repeat(256),
                        "code_postal",
                        "2920",
                        "ville",
                        "v".repeat(256),
                        "capital_social",
                        "beaucoup",
                        "signataire_bloc_signature",
                        "b".repeat(5001))
                .entrySet()) {
            var fausse = saisie(apres);
            fausse.put(faute.getKey(), faute.getValue());
            assertThat(poster("bailleurs/" + b.uuid(), fausse, moi))
                    .as(faute.getKey())
                    .hasStatus(422);
        }
    }

    /** D24. */
    @Test
    void R103_D24_saving_says_so_comes_back_and_keeps_the_parent() {
        var parent = bailleur(marque + " mère", null);
        var b = bailleur(marque + " fille", parent.uuid());
        var faite = poster("bailleurs/" + b.uuid(), saisie(b), JetonDeTest.bailleur(parent.uuid(), b.uuid()));
        assertThat(faite).hasRedirectedUrl("/apilos_settings/bailleurs/" + b.uuid());
        assertThat(annonce(faite, "bailleurs/" + b.uuid(), JetonDeTest.bailleur(parent.uuid(), b.uuid())))
                .contains("enregistré");
        assertThat(bailleurs.un(b.uuid()).parent()).isEqualTo(parent.uuid());
    }

    @Test
    void R104_the_form_warns_that_conventions_not_validated_yet_will_follow() {
        var b = bailleur(marque, null);
        assertThat(lire("bailleurs/" + b.uuid() + "/modifier", JetonDeTest.bailleur(b.uuid())))
                .hasStatusOk()
                .bodyText()
                .contains("toutes les conventions de ce bailleur qui ne sont pas encore validées");
    }

    /** D4, D23. */
    @Test
    void R105_D4_D23_an_administration_is_read_by_everybody_and_edited_by_its_own_people() {
        var a = administration();
        var chemin = "administrations/" + a.uuid();
        for (var lecteur : List.of(
                JetonDeTest.bailleur(UUID.randomUUID()),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL))) {
            assertThat(lire(chemin, lecteur)).hasStatusOk();
            assertThat(poster(chemin, Map.of("version", "1"), lecteur)).hasStatus(403);
        }
        assertThat(mvc.get().uri("/apilos_settings/" + chemin).accept(MediaType.TEXT_HTML))
                .hasStatus(401);
        assertThat(poster("administrations/" + UUID.randomUUID(), Map.of("version", "1"), JetonDeTest.staff()))
                .hasStatus(404);
        assertThat(lire("administrations/", JetonDeTest.instructeur(a.uuid()))).hasStatusOk();
    }

    @Test
    void R106_an_administration_keeps_its_name_and_code_and_its_block_ends_with_one_comma() {
        var a = administration();
        var moi = JetonDeTest.instructeur(a.uuid());
        var saisie = new HashMap<>(Map.of(
                "version", "1",
                "nom", "Autre nom",
                "code", "AUTRE",
                "ville_signature", "Quimper",
                "adresse", "2 boulevard de Kerguelen",
                "code_postal", "29000",
                "ville", "Quimper",
                "nb_convention_exemplaires", "4",
                "signataire_bloc_signature", " ,Pour le préfet, le directeur ,, "));
        var faite = poster("administrations/" + a.uuid(), saisie, moi);
        assertThat(faite).hasRedirectedUrl("/apilos_settings/administrations/" + a.uuid());
        assertThat(annonce(faite, "administrations/" + a.uuid(), moi))
                .contains("L’administration a été enregistrée avec succès");
        var apres = administrations.une(a.uuid());
        assertThat(List.of(apres.nom(), apres.code(), String.valueOf(apres.signataireBlocSignature())))
                .containsExactly(a.nom(), a.code(), "Pour le préfet, le directeur,");
        for (var faute : Map.of(
                        "ville_signature",
                        "v".repeat(256),
                        "adresse",
                        "a".repeat(5001),
                        "code_postal",
                        "290000",
                        "nb_convention_exemplaires",
                        "")
                .entrySet()) {
            var fausse = new HashMap<>(saisie);
            fausse.put("version", String.valueOf(apres.version()));
            fausse.put(faute.getKey(), faute.getValue());
            assertThat(poster("administrations/" + a.uuid(), fausse, moi))
                    .as(faute.getKey())
                    .hasStatus(422);
        }
    }

    /** 03 D5 goes further: the page too is for the support team. */
    @Test
    void R107_R108_R109_delegataires_are_moved_by_the_support_team_after_a_preview() {
        for (var personne : List.of(
                JetonDeTest.administrateur(),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.bailleur(UUID.randomUUID()))) {
            assertThat(lire("delegataires/", personne)).hasStatus(403);
            assertThat(poster("delegataires/", Map.of(), personne)).hasStatus(403);
        }
        assertThat(lire("delegataires/", JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("id=\"champ-administration\"", "name=\"departement\"", "name=\"file\"");
        // R108: an administration, then a département or communes; R109 is DelegatairesIT's, with the other service.
        assertThat(poster("delegataires/", Map.of("departement", "10"), JetonDeTest.staff()))
                .hasStatus(422);
        assertThat(poster(
                        "delegataires/",
                        Map.of("administration", administration().uuid().toString()),
                        JetonDeTest.staff()))
                .hasStatus(422);
        assertThat(poster(
                        "delegataires/",
                        Map.of(
                                "administration", administration().uuid().toString(),
                                "communes", "[{\"codePostal\": \"13001\"}]",
                                "no_dry_run", "true"),
                        JetonDeTest.staff()))
                .hasStatus(422);
    }

    /** The page that follows an act, with what it announces. */
    private String annonce(MvcTestResult acte, String chemin, Identite identite) {
        var page = mvc.get()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .cookie(acte.getResponse().getCookie("apilos_annonce"))
                .with(JetonDeTest.de(identite))
                .exchange();
        return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private List<String> auteurs(UUID objet) {
        return jdbc.sql("select coalesce(utilisateur_nom, '') from changement where uuid = :uuid order by sequence")
                .param("uuid", objet)
                .query(String.class)
                .list();
    }

    private String proposes(String chemin, String q, Identite identite) {
        var reponse = mvc.get()
                .uri("/search/" + chemin)
                .param("q", q)
                .with(JetonDeTest.de(identite))
                .exchange();
        assertThat(reponse).hasStatusOk();
        return new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static HashMap<String, String> saisie(Bailleur b) {
        return new HashMap<>(Map.of(
                "version", String.valueOf(b.version()),
                "nom", b.nom(),
                "adresse", String.valueOf(b.adresse()),
                "code_postal", String.valueOf(b.codePostal()),
                "ville", String.valueOf(b.ville()),
                "signataire_nom", String.valueOf(b.signataireNom())));
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult poster(String chemin, Map<String, String> saisie, Identite identite) {
        var requete = mvc.post()
                .uri("/apilos_settings/" + chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite));
        saisie.forEach(requete::param);
        return requete.exchange();
    }

    private Bailleur bailleur(String nom, @Nullable UUID parent) {
        return bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                "",
                new Bailleur.Fiche(
                        nom,
                        ParametresIT.siren(),
                        "HLM",
                        "NONRENSEIGNE",
                        parent,
                        "1 rue A",
                        "29200",
                        "Brest",
                        null,
                        "Hélène",
                        null,
                        null,
                        null)));
    }

    private Administration administration() {
        return administrations.ecrire(Administration.nouvelle(
                UUID.randomUUID(),
                new Administration.Fiche(marque, "C-" + UUID.randomUUID(), null, null, null, null, null, null)));
    }
}
