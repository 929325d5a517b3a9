package fr.gouv.apilos.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Lists, forms and rights of the settings (03 B4, B5, D6–D12). */
@EssaiDeService
class ParametresIT {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Test
    void RB5_3_E20_a_bailleur_edits_its_own_sheet_and_no_other() {
        var sien = bailleur("Ancien nom", null);
        var autre = bailleur("Autre", null);
        var moi = JetonDeTest.bailleur(sien.uuid());
        assertThat(lire("bailleurs/" + sien.uuid() + "/modifier", moi)).hasStatusOk();
        var saisie = saisie(sien);
        saisie.put("nom", "Nouveau nom");
        assertThat(poster("bailleurs/" + sien.uuid(), saisie, moi))
                .hasRedirectedUrl("/apilos_settings/bailleurs/" + sien.uuid());
        assertThat(bailleurs.un(sien.uuid()).nom()).isEqualTo("Nouveau nom");
        assertThat(lire("bailleurs/" + autre.uuid() + "/modifier", moi)).hasStatus(403);
        assertThat(poster("bailleurs/" + autre.uuid(), Map.of(), moi)).hasStatus(403);
        assertThat(bailleurs.un(autre.uuid()).nom()).isEqualTo("Autre");
    }

    @Test
    void D11_a_read_only_profile_changes_nothing_and_numbers_are_for_the_support_team() {
        var b = bailleur("Habitat", null);
        assertThat(poster("bailleurs/" + b.uuid(), saisie(b), JetonDeTest.bailleurLectureSeule(b.uuid())))
                .hasStatus(403);
        var saisie = saisie(b);
        saisie.put("siret", "82000000800012");
        saisie.put("nature_bailleur", "SEM");
        saisie.put("sous_nature_bailleur", "SEM_EPL");
        assertThat(poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.bailleur(b.uuid())))
                .hasStatus3xxRedirection();
        var apres = bailleurs.un(b.uuid());
        assertThat(apres.siret()).isEqualTo(b.siret());
        assertThat(apres.natureBailleur()).isEqualTo(b.natureBailleur());
        assertThat(apres.sousNatureBailleur()).isEqualTo(b.sousNatureBailleur());
    }

    @Test
    void D6_saving_a_sheet_never_detaches_its_parent() {
        var mere = bailleur("Mère", null);
        var fille = bailleur("Fille", mere.uuid());
        // Neither the page of a bailleur, which does not send the field, nor a forged one.
        assertThat(poster("bailleurs/" + fille.uuid(), saisie(fille), JetonDeTest.bailleur(fille.uuid())))
                .hasStatus3xxRedirection();
        var forgee = saisie(bailleurs.un(fille.uuid()));
        forgee.put("bailleur", "aucun");
        assertThat(poster("bailleurs/" + fille.uuid(), forgee, JetonDeTest.bailleur(fille.uuid())))
                .hasStatus3xxRedirection();
        assertThat(bailleurs.un(fille.uuid()).parent()).isEqualTo(mere.uuid());
        // The support team, without saying anything of the parent.
        var muette = saisieDuSupport(bailleurs.un(fille.uuid()));
        assertThat(poster("bailleurs/" + fille.uuid(), muette, JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        assertThat(bailleurs.un(fille.uuid()).parent()).isEqualTo(mere.uuid());
        // And saying it.
        var dite = saisieDuSupport(bailleurs.un(fille.uuid()));
        dite.put("bailleur", "aucun");
        assertThat(poster("bailleurs/" + fille.uuid(), dite, JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        assertThat(bailleurs.un(fille.uuid()).parent()).isNull();
    }

    @Test
    void RB5_4_a_parent_is_attached_to_nobody_and_is_not_the_bailleur_itself() {
        var mere = bailleur("Mère", null);
        var fille = bailleur("Fille", mere.uuid());
        var autre = bailleur("Autre", null);
        assertThat(refus(autre, Map.of("bailleur", fille.uuid().toString()))).contains("lui-même rattaché");
        assertThat(refus(autre, Map.of("bailleur", autre.uuid().toString()))).contains("son propre parent");
        assertThat(refus(mere, Map.of("bailleur", autre.uuid().toString()))).contains("il ne peut pas l’être aussi");
        assertThat(refus(autre, Map.of("bailleur", "n’importe quoi"))).contains("dans la liste");
    }

    @Test
    void RB5_4_what_is_missing_or_wrong_is_said_next_to_its_field_and_nothing_typed_is_lost() {
        var b = bailleur("Habitat", null);
        var saisie = saisieDuSupport(b);
        saisie.putAll(Map.of(
                "nom", "", "siret", "123", "code_postal", "1300", "capital_social", "beaucoup", "signataire_nom", " "));
        saisie.put("ville", "Ville tapée");
        assertThat(poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "Erreur : ",
                        "Indiquez le nom du bailleur.",
                        "Le SIRET compte 14 chiffres ; vous en avez saisi 3.",
                        "Le code postal compte 5 chiffres.",
                        "écrivez un nombre",
                        "Indiquez le nom du signataire.",
                        "Ville tapée",
                        "#champ-siret");
        assertThat(refus(b, Map.of("siret", "82000000800013"))).contains("Ce SIRET n’existe pas");
        assertThat(refus(b, Map.of("siret", "35600000049838"))).contains("Ce SIRET n’existe pas");
        var rival = bailleur("Rival", null);
        assertThat(refus(b, Map.of("siret", rival.siret()))).contains("déjà porté par Rival");
        assertThat(bailleurs.un(b.uuid()).version()).isEqualTo(b.version());
    }

    @Test
    void RB1_1_RB5_6_the_type_imposes_the_nature_even_to_the_support_team() {
        var b = bailleur("Habitat", null);
        var saisie = saisieDuSupport(b);
        saisie.put("nature_bailleur", "SEM");
        saisie.put("sous_nature_bailleur", "SA_HLM_ESH");
        poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.staff());
        assertThat(bailleurs.un(b.uuid()).natureBailleur()).isEqualTo("HLM");
        var libre = saisieDuSupport(bailleurs.un(b.uuid()));
        libre.put("nature_bailleur", "SEM");
        libre.put("sous_nature_bailleur", "NONRENSEIGNE");
        poster("bailleurs/" + b.uuid(), libre, JetonDeTest.staff());
        assertThat(bailleurs.un(b.uuid()).natureBailleur()).isEqualTo("SEM");
    }

    @Test
    void a_stale_sheet_is_answered_409_with_both_states() {
        var b = bailleur("Habitat", null);
        var perimee = saisie(b);
        var premiere = saisie(b);
        premiere.put("ville", "Ville enregistrée");
        poster("bailleurs/" + b.uuid(), premiere, JetonDeTest.bailleur(b.uuid()));
        perimee.put("ville", "Ville tapée trop tard");
        assertThat(poster("bailleurs/" + b.uuid(), perimee, JetonDeTest.bailleur(b.uuid())))
                .hasStatus(409)
                .bodyText()
                .contains("Ville enregistrée", "Ville tapée trop tard", "a changé entre-temps");
        assertThat(bailleurs.un(b.uuid()).ville()).isEqualTo("Ville enregistrée");
    }

    @Test
    void D4_a_bailleur_is_edited_by_its_own_people_or_staff_and_only_read_by_the_state() {
        var parent = bailleur("Maison mère", null);
        var enfant = bailleur("Filiale", parent.uuid());
        var chemin = "bailleurs/" + enfant.uuid();
        for (var etat : List.of(
                JetonDeTest.instructeurDepartemental("29"),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.administrateur())) {
            assertThat(lire(chemin, etat)).hasStatusOk();
            assertThat(lire(chemin + "/modifier", etat)).hasStatus(403);
            assertThat(poster(chemin, saisie(enfant), etat)).hasStatus(403);
        }
        assertThat(lire(chemin + "/modifier", JetonDeTest.bailleur(parent.uuid())))
                .hasStatus(403);
        assertThat(poster(chemin, saisie(enfant), JetonDeTest.bailleur(parent.uuid(), enfant.uuid())))
                .hasStatus3xxRedirection();
        assertThat(lire(chemin + "/modifier", JetonDeTest.staff())).hasStatusOk();
    }

    @Test
    void RB5_8_D4_an_administration_is_edited_by_its_own_people_or_staff_and_only_read_by_the_others() {
        var a = administration("DDT du Finistère");
        var chemin = "administrations/" + a.uuid();
        var saisie = Map.of("version", "1", "ville_signature", "Quimper", "nb_convention_exemplaires", "3");
        for (var autre : List.of(
                JetonDeTest.instructeurDepartemental("29"),
                JetonDeTest.instructeurDepartemental("29", UUID.randomUUID()),
                JetonDeTest.instructeur(UUID.randomUUID()),
                JetonDeTest.administrateur(),
                JetonDeTest.bailleur(UUID.randomUUID()))) {
            assertThat(lire(chemin, autre)).hasStatusOk().bodyText().doesNotContain(chemin + "/modifier");
            assertThat(lire(chemin + "/modifier", autre)).hasStatus(403);
            assertThat(poster(chemin, saisie, autre)).hasStatus(403);
        }
        assertThat(lire(chemin + "/modifier", JetonDeTest.staff())).hasStatusOk();
        // SER_DEP: the whole département is seen, one's own service is edited.
        assertThat(poster(chemin, saisie, JetonDeTest.instructeurDepartemental("29", a.uuid())))
                .hasStatus3xxRedirection();
        assertThat(lire(chemin + "/modifier", JetonDeTest.instructeur(a.uuid())))
                .hasStatusOk();
    }

    @Test
    void RB5_9_RB5_10_D7_the_name_and_the_code_of_an_administration_are_kept_whatever_is_sent() {
        var a = administration("Ancien nom");
        var saisie = new HashMap<String, String>();
        saisie.put("version", "1");
        saisie.put("nom", "Nouveau nom");
        saisie.put("code", "AUTRE");
        saisie.put("ville_signature", "Quimper");
        saisie.put("nb_convention_exemplaires", "4");
        saisie.put("signataire_bloc_signature", " ,Pour le préfet, le directeur, ,");
        assertThat(poster("administrations/" + a.uuid(), saisie, JetonDeTest.instructeur(a.uuid())))
                .hasRedirectedUrl("/apilos_settings/administrations/" + a.uuid());
        var apres = administrations.une(a.uuid());
        assertThat(apres.nom()).isEqualTo("Ancien nom");
        assertThat(apres.code()).isEqualTo(a.code());
        assertThat(apres.nbConventionExemplaires()).isEqualTo(4);
        assertThat(apres.signataireBlocSignature()).isEqualTo("Pour le préfet, le directeur,");
        // D7: saved again, the comma is not doubled; emptied, nothing is left.
        saisie.put("version", "2");
        saisie.put("signataire_bloc_signature", String.valueOf(apres.signataireBlocSignature()));
        poster("administrations/" + a.uuid(), saisie, JetonDeTest.instructeur(a.uuid()));
        assertThat(administrations.une(a.uuid()).signataireBlocSignature()).isEqualTo("Pour le préfet, le directeur,");
        saisie.put("signataire_bloc_signature", " , ");
        poster("administrations/" + a.uuid(), saisie, JetonDeTest.instructeur(a.uuid()));
        assertThat(administrations.une(a.uuid()).signataireBlocSignature()).isNull();
    }

    @Test
    void D8_errors_of_an_administration_come_in_the_right_order() {
        var a = administration("DDT");
        assertThat(lire("administrations/" + UUID.randomUUID() + "/modifier", JetonDeTest.instructeur(a.uuid())))
                .hasStatus(404);
        assertThat(lire("administrations/" + a.uuid() + "/modifier", JetonDeTest.instructeur(UUID.randomUUID())))
                .hasStatus(403);
        assertThat(lire("administrations/" + a.uuid() + "/modifier", JetonDeTest.lectureSeule()))
                .hasStatus(403);
        assertThat(lire("administrations/" + a.uuid() + "/modifier", JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatus(403);
        assertThat(mvc.get().uri("/apilos_settings/administrations/" + a.uuid()).accept(MediaType.TEXT_HTML))
                .hasStatus(401);
        assertThat(poster(
                        "administrations/" + a.uuid(),
                        Map.of("version", "1", "code_postal", "290000", "nb_convention_exemplaires", "0"),
                        JetonDeTest.instructeur(a.uuid())))
                .hasStatus(422)
                .bodyText()
                .contains("Le code postal compte 5 chiffres.", "entre 1 et 99");
    }

    @Test
    void R71_the_support_team_makes_bailleurs_and_administrations_and_nobody_else() {
        assertThat(lire("bailleurs/nouveau", JetonDeTest.administrateur())).hasStatus(403);
        assertThat(lire("administrations/nouvelle", JetonDeTest.administrateur()))
                .hasStatus(403);
        var siren = siren();
        var saisie = new HashMap<>(
                Map.of("nom", "Tout neuf", "siret", siren, "nature_bailleur", "HLM", "adresse", "1 rue A"));
        saisie.putAll(Map.of("code_postal", "29000", "ville", "Quimper", "signataire_nom", "Anne"));
        assertThat(poster("bailleurs/nouveau", saisie, JetonDeTest.staff())).hasStatus3xxRedirection();
        assertThat(bailleurs.parSiren(siren)).map(Bailleur::nom).contains("Tout neuf");
        assertThat(poster("bailleurs/nouveau", saisie, JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("déjà porté par Tout neuf");
        var code = "C" + siren;
        assertThat(poster(
                        "administrations/nouvelle",
                        Map.of("nom", "DDT neuve", "code", code, "nb_convention_exemplaires", "3"),
                        JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        assertThat(administrations.parCode(code)).isPresent();
    }

    @Test
    void RB5_1_lists_search_page_and_count() {
        var marque = "Zorglub" + ThreadLocalRandom.current().nextInt(1_000_000);
        bailleur("Hors recherche", null);
        for (int i = 0; i < 23; i++) {
            bailleur(marque + " " + (char) ('A' + i), null);
        }
        var staff = JetonDeTest.staff();
        assertThat(lire("bailleurs/?search_input=" + marque, staff))
                .hasStatusOk()
                .bodyText()
                .contains("23 sur ", marque + " A", marque + " T")
                .doesNotContain(marque + " U");
        assertThat(lire("bailleurs/?page=99&search_input=" + marque, staff))
                .bodyText()
                .contains(marque + " W")
                .doesNotContain(marque + " A");
        assertThat(lire("bailleurs/?page=x&order_by=-nom&search_input=" + marque, staff))
                .bodyText()
                .contains(marque + " W", "aria-sort=\"descending\"")
                .doesNotContain(marque + " A<");
        assertThat(lire("bailleurs/?search_input=" + marque + "+inconnu", staff))
                .hasStatusOk()
                .bodyText()
                .contains("Aucun bailleur ne correspond");
    }

    @Test
    void RB5_2_a_column_sorts_up_then_down_and_goes_back_to_the_first_page() {
        var marque = "Tri" + ThreadLocalRandom.current().nextInt(1_000_000);
        bailleur(marque, null);
        administration(marque);
        for (var liste : List.of("bailleurs/", "administrations/")) {
            var adresse = "/apilos_settings/" + liste + "?search_input=" + marque + "&amp;";
            assertThat(lire(liste + "?page=2&order_by=nom&search_input=" + marque, JetonDeTest.staff()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("aria-sort=\"ascending\"")
                    .containsPattern("href=\"" + Pattern.quote(adresse) + "(nature=&amp;)?order_by=-nom\"");
            assertThat(lire(liste + "?order_by=-nom&search_input=" + marque, JetonDeTest.staff()))
                    .bodyText()
                    .contains("aria-sort=\"descending\"")
                    .containsPattern("href=\"" + Pattern.quote(adresse) + "(nature=&amp;)?order_by=nom\"");
        }
    }

    @Test
    void RB1_3_a_second_establishment_of_a_company_is_not_a_second_bailleur() {
        var b = bailleur("Maison unique", null);
        var saisie = saisieDuSupport(b);
        saisie.put("nom", "Agence du Sud");
        saisie.put("siret", etablissement(b.siren()));
        assertThat(poster("bailleurs/nouveau", saisie, JetonDeTest.staff()))
                .hasStatus(422)
                .bodyText()
                .contains("déjà porté par Maison unique");
        // The bailleur itself may be known by one of its establishments; its SIREN stays.
        assertThat(poster(
                        "bailleurs/" + b.uuid(),
                        avec(saisieDuSupport(b), "siret", etablissement(b.siren())),
                        JetonDeTest.staff()))
                .hasStatus3xxRedirection();
        assertThat(bailleurs.un(b.uuid()).siren()).isEqualTo(b.siren());
        // The database refuses it too, whoever writes.
        var autre = Bailleur.nouveau(UUID.randomUUID(), "", saisieLibre(siren()));
        var frere = Bailleur.nouveau(UUID.randomUUID(), b.siren(), autre.fiche());
        assertThatThrownBy(() -> bailleurs.ecrire(frere)).isInstanceOf(ErreurMetier.class);
    }

    @Test
    void D35_money_keeps_its_cents() {
        var b = bailleur("Capital", null);
        poster(
                "bailleurs/" + b.uuid(),
                avec(saisie(b), "capital_social", "123 456 789 012,10"),
                JetonDeTest.bailleur(b.uuid()));
        assertThat(bailleurs.un(b.uuid()).capitalSocial()).isEqualTo(new BigDecimal("123456789012.10"));
        assertThat(lire("bailleurs/" + b.uuid(), JetonDeTest.bailleur(b.uuid())))
                .bodyText()
                .contains("012,10");
    }

    @Test
    void E22_the_side_menu_leads_where_its_reader_may_go() {
        assertThat(lire("bailleurs/", JetonDeTest.staff()))
                .bodyText()
                .contains("Administrations", "Utilisateurs", "Gestion des délégataires", "Fusions et transferts");
        assertThat(lire("bailleurs/", JetonDeTest.bailleur(UUID.randomUUID())))
                .bodyText()
                .contains("Bailleurs", "Mon profil")
                .doesNotContain("Gestion des délégataires", "Fusions et transferts", "Imports");
    }

    @Test
    void R71_a_bailleur_is_found_by_its_identifier() {
        var b = bailleur("Retrouvé", null);
        assertThat(lire("bailleurs/?search_input=" + b.uuid(), JetonDeTest.staff()))
                .hasStatusOk()
                .bodyText()
                .contains("Retrouvé", "1 sur ");
    }

    @Test
    void RB5_5_what_a_save_will_reach_is_said_before_when_it_is_known() {
        var b = bailleur("Habitat", null);
        Voisins.CONVENTIONS.stubFor(com.github.tomakehurst.wiremock.client.WireMock.get(
                        com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                "/api/v1/usages/bailleurs/" + b.uuid()))
                .willReturn(com.github.tomakehurst.wiremock.client.WireMock.okJson("{\"aVenir\": 8, \"total\": 12}")));
        assertThat(lire("bailleurs/" + b.uuid() + "/modifier", JetonDeTest.bailleur(b.uuid())))
                .bodyText()
                .contains("8\u00a0conventions pas encore validées reprendront");
        var autre = bailleur("Autre habitat", null);
        assertThat(lire("bailleurs/" + autre.uuid() + "/modifier", JetonDeTest.bailleur(autre.uuid())))
                .hasStatusOk()
                .bodyText()
                .contains("qui ne sont pas encore validées");
    }

    @Test
    void D10_an_unknown_column_sorts_by_name() {
        for (var ordre : new String[] {"parent__nom", "nom;drop table bailleur", "-siret,nom", "%27"}) {
            assertThat(mvc.get()
                            .uri("/apilos_settings/bailleurs/")
                            .param("order_by", ordre)
                            .accept(MediaType.TEXT_HTML)
                            .with(JetonDeTest.de(JetonDeTest.staff())))
                    .hasStatusOk();
        }
    }

    @Test
    void B4_D9_lists_keep_to_the_perimeter_of_the_reader() {
        var sien = bailleur("Mon bailleur à moi", null);
        var autre = bailleur("Mon bailleur à lui", null);
        assertThat(lire("bailleurs/?search_input=Mon+bailleur", JetonDeTest.bailleur(sien.uuid())))
                .bodyText()
                .contains(sien.uuid().toString(), "1\u00a0bailleur")
                .doesNotContain(autre.uuid().toString(), "Ajouter un bailleur");
        assertThat(lire("administrations/", JetonDeTest.instructeur(UUID.randomUUID())))
                .hasStatusOk();
    }

    @Test
    void a_list_costs_few_statements() throws Exception {
        assertThat(CompteurSql.pendant(() -> assertThat(lire("bailleurs/?search_input=habitat", JetonDeTest.staff()))
                        .hasStatusOk()))
                .hasSizeLessThanOrEqualTo(5);
        assertThat(CompteurSql.pendant(() -> assertThat(lire("administrations/?search_input=ddt", JetonDeTest.staff()))
                        .hasStatusOk()))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void A3_1_the_history_says_who_changed_what() {
        var b = bailleur("Habitat", null);
        var saisie = saisie(b);
        saisie.put("ville", "Concarneau");
        poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.bailleur(b.uuid()));
        assertThat(lire("bailleurs/" + b.uuid() + "/historique", JetonDeTest.bailleur(b.uuid())))
                .hasStatusOk()
                .bodyText()
                .contains("Camille Bailleur", "Ville : « Brest » devient « Concarneau »", "Création");
    }

    private String refus(Bailleur b, Map<String, String> autrement) {
        var saisie = saisieDuSupport(bailleurs.un(b.uuid()));
        saisie.putAll(autrement);
        var resultat = poster("bailleurs/" + b.uuid(), saisie, JetonDeTest.staff());
        assertThat(resultat).hasStatus(422);
        return new String(resultat.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static HashMap<String, String> saisie(Bailleur b) {
        var saisie = new HashMap<String, String>();
        saisie.put("version", String.valueOf(b.version()));
        saisie.put("nom", b.nom());
        saisie.put("adresse", String.valueOf(b.adresse()));
        saisie.put("code_postal", String.valueOf(b.codePostal()));
        saisie.put("ville", String.valueOf(b.ville()));
        saisie.put("signataire_nom", String.valueOf(b.signataireNom()));
        return saisie;
    }

    private static Map<String, String> avec(Map<String, String> saisie, String champ, String valeur) {
        var autre = new HashMap<>(saisie);
        autre.put(champ, valeur);
        return autre;
    }

    private static Bailleur.Fiche saisieLibre(String siret) {
        return new Bailleur.Fiche("Frère", siret, "HLM", null, null, null, null, null, null, null, null, null, null);
    }

    /** An establishment of this company whose key is right. */
    private static String etablissement(String siren) {
        for (int cle = 0; cle < 10; cle++) {
            var siret = siren + "0007" + cle;
            if (new fr.gouv.apilos.referentiel.bailleur.Siret(siret).cleJuste()) {
                return siret;
            }
        }
        throw new IllegalStateException();
    }

    private static HashMap<String, String> saisieDuSupport(Bailleur b) {
        var saisie = saisie(b);
        saisie.put("siret", b.siret());
        saisie.put("nature_bailleur", b.natureBailleur());
        saisie.put("sous_nature_bailleur", String.valueOf(b.sousNatureBailleur()));
        return saisie;
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
                        siren(),
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

    private Administration administration(String nom) {
        return administrations.ecrire(Administration.nouvelle(
                UUID.randomUUID(),
                new Administration.Fiche(nom, "C-" + UUID.randomUUID(), null, null, null, null, null, null)));
    }

    /** A number of company whose key is right. */
    static String siren() {
        int racine = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        for (int cle = 0; cle < 10; cle++) {
            var siren = String.valueOf(racine) + cle;
            if (new fr.gouv.apilos.referentiel.bailleur.Siret(siren).cleJuste()) {
                return siren;
            }
        }
        throw new IllegalStateException();
    }
}
