package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a habilitation may see and do of one convention, and what its pages answer (04 §3, §6, §10, §11). */
@EssaiDeService
class HabilitationsIT {

    private static final Set<Statut> EN_COURS = EnumSet.of(Statut.PROJET, Statut.INSTRUCTION, Statut.CORRECTION);

    /** What the addresses of pages hold beside the convention, when it is not there to say. */
    private static final Map<String, String> VARIABLES = Map.of(
            "action", "annuler",
            "etape", "financement",
            "champ", "acte_de_propriete",
            "type", "pdf");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DroitsConvention droits;

    @Autowired
    CycleDeVie cycle;

    @Autowired
    Historique historique;

    @Autowired
    List<RequestMappingInfoHandlerMapping> correspondances;

    /** The data set of 04 §20: who is of B1 or A3 may, others may not, whatever the status. */
    @ParameterizedTest
    @EnumSource(names = {"PROJET", "INSTRUCTION", "CORRECTION"})
    void R17_R18_R49_rights_follow_the_entities_of_the_habilitation_and_not_the_status(Statut statut) {
        var c = jeu.au(statut);
        var b2 = UUID.randomUUID();
        var dedans = List.of(
                JetonDeTest.instructeur(c.administration()),
                JetonDeTest.bailleur(c.bailleur(), b2),
                JetonDeTest.bailleur(c.bailleur()));
        var dehors = List.of(JetonDeTest.instructeur(UUID.randomUUID()), JetonDeTest.bailleur(b2));
        for (var droit : List.of(DroitsConvention.VOIR, DroitsConvention.MODIFIER)) {
            assertThat(dedans).allMatch(i -> droits.peut(c.convention(), i, droit));
            assertThat(dehors).noneMatch(i -> droits.peut(c.convention(), i, droit));
            assertThat(dehors).allMatch(i -> i.aPermission(droit));
        }
        // R18: the permissions of the token and no other; none, refused.
        var sansDroit = JetonDeTest.identite(
                "SER_GEST",
                Typologie.INSTRUCTEUR,
                Set.of(),
                false,
                dedans.getFirst().perimetre());
        assertThat(droits.peut(c.convention(), sansDroit, DroitsConvention.VOIR))
                .isFalse();
        assertThat(droits.peut(c.convention(), dedans.get(1), DroitsConvention.VALIDER))
                .isFalse();
        assertThat(droits.peut(c.convention(), dedans.getFirst(), DroitsConvention.VALIDER))
                .isTrue();
    }

    /** R16: the support team holds every right; R40 and R43: superusers and partners see every convention, in the list too. */
    @Test
    void R16_R40_R43_D16_superusers_may_all_and_partners_read_all() {
        var c = jeu.au(Statut.A_SIGNER);
        var partenaire = JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL);
        for (var droit : List.of(
                DroitsConvention.VOIR,
                DroitsConvention.MODIFIER,
                DroitsConvention.VALIDER,
                DroitsConvention.SUPPRIMER)) {
            assertThat(droits.peut(c.convention(), JetonDeTest.staff(), droit)).isTrue();
            assertThat(droits.peut(c.convention(), partenaire, droit)).isEqualTo(droit.equals(DroitsConvention.VOIR));
        }
        for (var lecteur : List.of(JetonDeTest.staff(), partenaire)) {
            assertThat(liste(c, lecteur)).contains("recapitulatif/" + c.convention());
        }
    }

    /** A token that limits to nothing shows nothing: an empty list rather than the error of the rule. */
    @Test
    void R45_D23_who_has_no_scope_sees_an_empty_list_and_no_convention() {
        var c = jeu.au(Statut.A_SIGNER);
        for (var personne : List.of(
                JetonDeTest.bailleur(),
                JetonDeTest.instructeur(),
                JetonDeTest.identite(
                        "DIR_REG",
                        Typologie.ADMINISTRATEUR,
                        JetonDeTest.PERMISSIONS_INSTRUCTEUR,
                        false,
                        Perimetre.VIDE))) {
            assertThat(liste(c, personne)).doesNotContain("recapitulatif/" + c.convention());
            assertThat(lire("/conventions/recapitulatif/" + c.convention(), personne))
                    .hasStatus(403);
        }
        var sansDroit = JetonDeTest.identite("DIR_REG", Typologie.ADMINISTRATEUR, Set.of(), false, Perimetre.NATIONAL);
        assertThat(lire("/conventions/recherche", sansDroit)).hasStatus(403);
    }

    /** One rule, asked again by every act: page, confirmation, document, file, comment, program. */
    @Test
    void R19_R23_D5_the_rights_are_those_of_the_active_habilitation_wherever_they_are_asked() {
        var c = jeu.au(Statut.INSTRUCTION);
        var id = c.convention();
        var ancien = JetonDeTest.instructeur(UUID.randomUUID());
        var lecteur = JetonDeTest.duProfil("SER_GEST", true, c.enInstructeur().perimetre());
        for (var chemin : List.of(
                "/conventions/" + id + "/actions/valider",
                "/conventions/generate/" + id,
                "/conventions/" + id + "/commentaires",
                "/conventions/financement/" + id,
                "/conventions/upload_signed/date/" + id,
                "/conventions/delete/" + id)) {
            assertThat(poster(chemin, ancien)).as(chemin).hasStatus(403);
            if (!chemin.contains("generate")) {
                assertThat(poster(chemin, lecteur)).as(chemin).hasStatus(403);
            }
        }
        assertThat(mvc.get()
                        .uri("/api/v1/conventions/" + id + "/fichiers")
                        .with(JetonDeTest.de(ancien))
                        .exchange())
                .hasStatus(403);
    }

    /** 04 §17: the title says what happened, and whom to write to. */
    @Test
    void R21_R134_a_refusal_is_a_French_page_that_says_so_and_whom_to_write_to() {
        var c = jeu.au(Statut.INSTRUCTION);
        assertThat(lire("/conventions/recapitulatif/" + c.convention(), JetonDeTest.bailleur(UUID.randomUUID())))
                .hasStatus(403)
                .bodyText()
                .contains(
                        "Votre habilitation ne permet pas cette action",
                        "hors du périmètre de votre habilitation actuelle",
                        "href=\"/contact/\"",
                        "Référence à transmettre à l’assistance");
    }

    /** D1: a refusal, not the same page again as if nothing had been asked. */
    @Test
    void R85_D1_publication_is_for_instructeurs_and_a_refusal_changes_nothing() {
        var c = jeu.faire(Statut.SIGNEE, "Bailleurs privés", 2, true);
        assertThat(poster("/conventions/" + c.convention() + "/actions/envoyer-publication", c.enBailleur()))
                .hasStatus(409)
                .bodyText()
                .contains("Cette action revient à le service instructeur");
        assertThat(statut(c)).isEqualTo(Statut.SIGNEE);
        assertThat(poster("/conventions/" + c.convention() + "/actions/envoyer-publication", c.enInstructeur()))
                .hasStatus3xxRedirection();
        assertThat(statut(c)).isEqualTo(Statut.PUBLICATION_EN_COURS);
    }

    @Test
    void R86_who_publishes_depends_on_the_nature_the_bailleur_and_the_status() {
        for (var nature : NatureLogement.values()) {
            for (var famille : List.of("HLM", "SEM", "Bailleurs privés", "Autres bailleurs sociaux non HLM")) {
                for (var statut : List.of(Statut.SIGNEE, Statut.PUBLICATION_EN_COURS, Statut.PUBLIE)) {
                    var c = jeu.faire(statut, famille, 0, true);
                    jeu.nature(c, nature);
                    boolean toujours = nature == NatureLogement.AUTRE || nature == NatureLogement.RHVS;
                    boolean ni = !famille.equals("HLM") && !famille.equals("SEM");
                    assertThat(cycle.etat(c.convention(), c.enInstructeur())
                                    .faits()
                                    .publiable())
                            .as("%s, %s, %s", nature, famille, statut)
                            .isEqualTo(toujours || ni || statut != Statut.SIGNEE);
                }
            }
        }
    }

    /** Every page and every act of a convention, as Spring serves them. */
    @Test
    void R87_an_unknown_convention_is_a_404_on_every_page_and_every_act() {
        var reponses = new TreeMap<String, Integer>();
        for (var route : routes()) {
            var reponse = appeler(route, UUID.randomUUID(), JetonDeTest.staff());
            if (reponse != 404) {
                reponses.put(route.methode + " " + route.chemin, reponse);
            }
        }
        assertThat(reponses).isEmpty();
    }

    /** The three kinds of readers of 04 R88 on every page; the acts are tried one by one in SecuriteDesRoutesIT. */
    @Test
    void R88_D2_every_page_of_a_convention_is_for_its_people_and_the_support_team() {
        var c = jeu.au(Statut.A_SIGNER);
        var fautes = new TreeMap<String, Integer>();
        for (var route : routes()) {
            if (route.methode == RequestMethod.GET) {
                for (var dehors :
                        List.of(JetonDeTest.instructeur(UUID.randomUUID()), JetonDeTest.bailleur(UUID.randomUUID()))) {
                    int refus = appeler(route, c.convention(), dehors);
                    if (refus != 403) {
                        fautes.put(route.chemin + " for " + dehors.profil(), refus);
                    }
                }
                // 04 R52: a page of instructeurs alone.
                var siens = route.chemin.endsWith("/changer-administration")
                        ? List.of(c.enInstructeur(), JetonDeTest.staff())
                        : List.of(c.enInstructeur(), c.enBailleur(), JetonDeTest.staff());
                for (var dedans : siens) {
                    int reponse = appeler(route, c.convention(), dedans);
                    if (reponse == 401 || reponse == 403 || reponse >= 500) {
                        fautes.put(route.chemin + " for " + dedans.profil(), reponse);
                    }
                }
            } else {
                int refus = appeler(route, c.convention(), JetonDeTest.bailleur(UUID.randomUUID()));
                if (refus != 403) {
                    fautes.put(route.methode + " " + route.chemin + " empty", refus);
                }
            }
            if (appeler(route, c.convention(), null) != 401) {
                fautes.put(route.chemin + " for nobody", appeler(route, c.convention(), null));
            }
        }
        assertThat(fautes).isEmpty();
    }

    @Test
    void R89_D3_a_read_only_habilitation_is_offered_nothing_to_change() {
        var c = jeu.au(Statut.CORRECTION);
        var lecteurs = List.of(
                JetonDeTest.bailleurLectureSeule(c.bailleur()),
                JetonDeTest.duProfil("SER_GEST", true, c.enInstructeur().perimetre()));
        for (var lecteur : lecteurs) {
            assertThat(lire("/conventions/recapitulatif/" + c.convention(), lecteur))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Consultation seule.", "Aucune action n’est attendue de vous", "Consulter")
                    .doesNotContain(">Modifier<", "/actions/", "Changer de bailleur", "Supprimer la convention");
            assertThat(lire("/conventions/financement/" + c.convention(), lecteur))
                    .hasStatusOk()
                    .bodyText()
                    .doesNotContain(">Enregistrer", "type=\"file\"");
        }
    }

    @Test
    void R90_the_form_is_open_to_the_instructeur_while_under_way_and_to_the_bailleur_in_a_project() {
        for (var statut : Statut.values()) {
            assertThat(droits.estModifiable(statut, JetonDeTest.instructeur(UUID.randomUUID())))
                    .as("instructeur, %s", statut)
                    .isEqualTo(EN_COURS.contains(statut));
            assertThat(droits.estModifiable(statut, JetonDeTest.staff())).isEqualTo(EN_COURS.contains(statut));
            assertThat(droits.estModifiable(statut, JetonDeTest.bailleur(UUID.randomUUID())))
                    .as("bailleur, %s", statut)
                    .isEqualTo(statut == Statut.PROJET);
            assertThat(droits.estModifiable(statut, JetonDeTest.lectureSeule())).isFalse();
        }
    }

    /** 02 DB-1 keeps of D21 the status in which the bailleur corrects: in instruction nothing is theirs to change. */
    @Test
    void R91_D21_a_comment_that_is_not_closed_opens_its_field_to_the_bailleur_who_corrects() {
        for (var statut : List.of(Statut.INSTRUCTION, Statut.CORRECTION, Statut.A_SIGNER, Statut.SIGNEE)) {
            var c = jeu.au(statut);
            for (var etat : List.of("OUVERT", "RESOLU", "CLOS")) {
                jdbc.sql("delete from commentaire where convention = :c")
                        .param("c", c.convention())
                        .update();
                commenter(c, etat);
                var ouverture = droits.ouverture(
                        cycle.etat(c.convention(), c.enBailleur()).convention(), c.enBailleur());
                assertThat(ouverture.champ("programme", "nom", c.programme()))
                        .as("%s, %s", statut, etat)
                        .isEqualTo(statut == Statut.CORRECTION && !etat.equals("CLOS"));
                assertThat(ouverture.champ("programme", "ville", c.programme())).isFalse();
            }
        }
        var convention = cycle.etat(jeu.au(Statut.INSTRUCTION).convention(), JetonDeTest.staff())
                .convention();
        assertThat(droits.ouvertureDesCommentaires(convention, JetonDeTest.bailleur(UUID.randomUUID()))
                        .champ("convention", "commentaires", convention.id()))
                .isTrue();
    }

    /** 04 §20.9, D5b: the side is the one they were on when they acted, whoever reads. */
    @Test
    void R92_D5b_contributors_are_told_by_side_and_counted_without_the_support_team() {
        var c = jeu.complete(2);
        var id = c.convention();
        assertThat(Contributeurs.de(historique.de(id)).nombre()).isZero();
        assertThat(lire("/conventions/" + id + "/historique", c.enBailleur()))
                .bodyText()
                .doesNotContain("contributeur");
        cycle.appliquer(id, Transition.SOUMETTRE, demande(), c.enBailleur());
        assertThat(Contributeurs.de(historique.de(id)))
                .isEqualTo(new Contributeurs(List.of("Camille Bailleur"), List.of()));
        cycle.appliquer(id, Transition.DEMANDER_CORRECTION, demande(), JetonDeTest.staff());
        cycle.appliquer(id, Transition.RENVOYER, demande(), c.enBailleur());
        cycle.appliquer(id, Transition.VALIDER, demande("13.R92." + id), c.enInstructeur());
        var contributeurs = Contributeurs.de(historique.de(id));
        assertThat(contributeurs)
                .isEqualTo(new Contributeurs(List.of("Camille Bailleur"), List.of("Sacha Instructeur")));
        assertThat(contributeurs.nombre()).isEqualTo(2);
        for (var lecteur : List.of(c.enBailleur(), c.enInstructeur(), JetonDeTest.lectureSeule())) {
            assertThat(lire("/conventions/" + id + "/historique", lecteur))
                    .hasStatusOk()
                    .bodyText()
                    .contains("2\u00a0contributeurs", "Pour le bailleur", "Pour l’instruction", "Sacha Instructeur");
        }
    }

    /** ux P4: every row leads to the récapitulatif, on top of which stands what R93 led to. */
    @Test
    void R93_a_row_of_the_list_leads_to_the_convention_with_what_is_to_do_on_top() {
        var projet = jeu.vide();
        assertThat(liste(projet, projet.enBailleur())).contains("/conventions/recapitulatif/" + projet.convention());
        assertThat(lire("/conventions/recapitulatif/" + projet.convention(), projet.enBailleur()))
                .bodyText()
                .contains("À faire par vous", "/conventions/bailleur/" + projet.convention());
        var aSigner = jeu.au(Statut.A_SIGNER);
        assertThat(lire("/conventions/recapitulatif/" + aSigner.convention(), aSigner.enBailleur()))
                .bodyText()
                .contains("/conventions/sent/" + aSigner.convention());
        for (var statut : List.of(Statut.SIGNEE, Statut.PUBLIE, Statut.RESILIEE, Statut.DENONCEE)) {
            var c = jeu.au(statut);
            assertThat(lire("/conventions/post_action/" + c.convention(), c.enInstructeur()))
                    .hasRedirectedUrl("/conventions/recapitulatif/" + c.convention());
        }
        var publiee = jeu.au(Statut.PUBLICATION_EN_COURS);
        assertThat(lire("/conventions/recapitulatif/" + publiee.convention(), publiee.enInstructeur()))
                .bodyText()
                .contains("Déclarer la publication", "/actions/annuler-publication");
    }

    /** D28: parity of the rule, in one list that the screens, one convention and the list of conventions share. */
    @Test
    void R46_D28_the_statuses_that_make_a_bailleur_in_force_are_named_once() {
        assertThat(Statut.BAILLEUR_EFFECTIF)
                .containsExactlyInAnyOrder(
                        Statut.CORRECTION, Statut.A_SIGNER, Statut.SIGNEE, Statut.PUBLICATION_EN_COURS, Statut.PUBLIE);
        for (var statut : Statut.values()) {
            assertThat(DroitsConvention.BAILLEUR_EFFECTIF.contains("'" + statut.name() + "'"))
                    .as(statut.name())
                    .isEqualTo(Statut.BAILLEUR_EFFECTIF.contains(statut));
        }
    }

    /** D5: those of the active habilitation, children included; another habilitation is chosen in the header. */
    @Test
    void R51_D5_a_bailleur_is_changed_for_another_of_the_active_habilitation() {
        var c = jeu.complete(1);
        var sien = jeu.complete(1);
        var dailleurs = jeu.complete(1);
        var moi = JetonDeTest.bailleur(c.bailleur(), sien.bailleur());
        assertThat(lire("/conventions/" + c.convention() + "/changer-bailleur", moi))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"" + sien.bailleur() + "\"")
                .doesNotContain("value=\"" + dailleurs.bailleur() + "\"");
        assertThat(poster("/conventions/" + c.convention() + "/changer-bailleur?vers=" + dailleurs.bailleur(), moi))
                .hasStatus(422);
        assertThat(poster("/conventions/" + c.convention() + "/changer-bailleur?vers=" + sien.bailleur(), moi))
                .hasStatus3xxRedirection();
        assertThat(droits.situation(c.convention()).bailleur()).isEqualTo(sien.bailleur());
    }

    /** D6: offered to instructeurs, and refused to the others however they ask. */
    @Test
    void R52_D6_another_administration_takes_over_when_an_instructeur_says_so() {
        var c = jeu.au(Statut.INSTRUCTION);
        var autre = jeu.complete(1).administration();
        var chemin = "/conventions/" + c.convention() + "/changer-administration?accepte=true&vers=" + autre;
        assertThat(poster(chemin, c.enBailleur())).hasStatus(403);
        assertThat(poster(chemin, JetonDeTest.bailleur(UUID.randomUUID()))).hasStatus(403);
        assertThat(poster(chemin, JetonDeTest.instructeur(UUID.randomUUID()))).hasStatus(403);
        assertThat(lire("/conventions/recapitulatif/" + c.convention(), c.enBailleur()))
                .bodyText()
                .doesNotContain("Changer de service instructeur");
        assertThat(lire("/conventions/recapitulatif/" + c.convention(), c.enInstructeur()))
                .bodyText()
                .contains("Changer de service instructeur");
        assertThat(droits.situation(c.convention()).administration()).isEqualTo(c.administration());
        assertThat(poster(chemin, c.enInstructeur())).hasRedirectedUrl("/conventions/recherche");
        assertThat(droits.situation(c.convention()).administration()).isEqualTo(autre);
    }

    /** SIAP is told after the act, from the outbox: who has no login there validates like anybody. */
    @Test
    void R94_D23_a_local_account_validates_and_nothing_is_left_half_done() {
        var c = jeu.au(Statut.INSTRUCTION);
        var modele = c.enInstructeur();
        var local = new Identite(
                modele.utilisateur(),
                modele.nom(),
                modele.email(),
                "",
                "INSTRUCTEUR",
                modele.typologie(),
                modele.habilitation(),
                false,
                false,
                false,
                modele.permissions(),
                modele.perimetre());
        cycle.appliquer(c.convention(), Transition.VALIDER, demande("13.R94." + c.convention()), local);
        assertThat(statut(c)).isEqualTo(Statut.A_SIGNER);
        assertThat(historique.derniere(c.convention()))
                .hasValueSatisfying(ligne -> assertThat(ligne.statut()).isEqualTo(Statut.A_SIGNER));
    }

    /** Values of a filter that is neither yes nor no filter nothing. */
    @Test
    void R127_acts_are_filtered_by_being_avenants_or_not_and_by_nothing_otherwise() {
        var c = jeu.au(Statut.SIGNEE);
        var avenant = jeu.avenant(c, Statut.PROJET, AvenantType.DUREE);
        var convention = "recapitulatif/" + c.convention();
        assertThat(liste(c, c.enBailleur(), "est_avenant=oui"))
                .contains("recapitulatif/" + avenant, "Avenants uniquement")
                .doesNotContain(convention);
        assertThat(liste(c, c.enBailleur(), "avenant_seulement=on"))
                .contains("recapitulatif/" + avenant)
                .doesNotContain(convention);
        assertThat(liste(c, c.enBailleur(), "est_avenant=non"))
                .contains(convention)
                .doesNotContain("recapitulatif/" + avenant);
        for (var rien : List.of("est_avenant=", "est_avenant=peut-etre", "")) {
            assertThat(liste(c, c.enBailleur(), rien)).contains(convention, "recapitulatif/" + avenant);
        }
    }

    @Test
    void R128_a_status_is_chosen_by_its_name_and_its_label_of_the_field_is_understood() {
        for (var statut : Statut.values()) {
            var c = jeu.au(statut);
            assertThat(Statut.deValeurHistorique(statut.valeurHistorique())).contains(statut);
            assertThat(jdbc.sql("select statut from convention where id = :c")
                            .param("c", c.convention())
                            .query(String.class)
                            .single())
                    .isEqualTo(statut.name());
            for (var filtre : List.of("statut=" + statut.name(), "cstatut=" + statut.valeurHistorique())) {
                assertThat(liste(c, c.enBailleur(), filtre)).contains("recapitulatif/" + c.convention());
            }
            assertThat(liste(
                            c,
                            c.enBailleur(),
                            "statut=" + statut.valeurHistorique().substring(1)))
                    .contains("recapitulatif/" + c.convention());
        }
        assertThat(Statut.deValeurHistorique("9. Autre")).isEmpty();
    }

    /** D16, D20: the same list, the same rights, nothing to press that would be refused. */
    @Test
    void R26_D20_a_partner_reads_like_an_instructeur_and_is_offered_no_creation() {
        var c = jeu.au(Statut.SIGNEE);
        var partenaire = JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL);
        assertThat(partenaire.estBailleur() || partenaire.estInstructeur()).isFalse();
        assertThat(liste(c, partenaire))
                .contains("recapitulatif/" + c.convention(), "Bailleur")
                .doesNotContain("Créer une convention", "Créer un avenant");
        assertThatThrownBy(() -> cycle.appliquer(c.convention(), Transition.ANNULER, demande(), partenaire))
                .isInstanceOf(ErreurMetier.class);
    }

    private record Route(RequestMethod methode, String chemin) {}

    /** The routes that name a convention. */
    private List<Route> routes() {
        return correspondances.stream()
                .flatMap(m -> m.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(chemin -> chemin.contains("{convention}"))
                        .flatMap(chemin -> (info.getMethodsCondition()
                                                .getMethods()
                                                .isEmpty()
                                        ? Stream.of(RequestMethod.GET)
                                        : info.getMethodsCondition().getMethods().stream())
                                .map(methode -> new Route(methode, chemin))))
                .toList();
    }

    private int appeler(Route route, UUID convention, Identite identite) {
        var chemin =
                route.chemin.replace("{convention}", convention.toString()).replaceAll("\\{etape:[^}]*}", "{etape}");
        if (!chemin.endsWith("/suppression")) {
            chemin = chemin.replace("{ligne}", "nouvelle");
        }
        for (var variable : VARIABLES.entrySet()) {
            chemin = chemin.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        chemin = chemin.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        var reponse = appeler(route.methode, chemin, identite);
        // An old address that leads to a page of today answers what that page answers.
        var suite = reponse.getRedirectedUrl();
        return route.methode == RequestMethod.GET && suite != null
                ? appeler(RequestMethod.GET, suite.replaceAll("#.*", ""), identite)
                        .getStatus()
                : reponse.getStatus();
    }

    private MockHttpServletResponse appeler(RequestMethod methode, String chemin, Identite identite) {
        var requete = switch (methode) {
            case GET -> MockMvcRequestBuilders.get(chemin);
            case DELETE -> MockMvcRequestBuilders.delete(chemin);
            case PUT -> MockMvcRequestBuilders.put(chemin);
            default ->
                chemin.startsWith("/api/")
                        ? MockMvcRequestBuilders.multipart(chemin).file("fichier", new byte[] {1})
                        : MockMvcRequestBuilders.post(chemin);
        };
        if (identite != null) {
            requete.with(JetonDeTest.de(identite));
        }
        requete.accept(MediaType.TEXT_HTML, MediaType.ALL);
        return mvc.perform(requete).getResponse();
    }

    private String liste(Jeu.Faite c, Identite identite, String... filtres) {
        var reponse =
                lire("/conventions/recherche?bailleur=" + c.bailleur() + "&" + String.join("&", filtres), identite);
        assertThat(reponse).hasStatusOk();
        return new String(reponse.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri(chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult poster(String chemin, Identite identite) {
        return mvc.post()
                .uri(chemin)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private static CycleDeVie.Demande demande() {
        return demande(null);
    }

    private static CycleDeVie.Demande demande(String numero) {
        return new CycleDeVie.Demande(null, null, false, numero, null, null, Set.of());
    }

    private Statut statut(Jeu.Faite c) {
        return jdbc.sql("select statut from convention where id = :c")
                .param("c", c.convention())
                .query(Statut.class)
                .single();
    }

    private void commenter(Jeu.Faite c, String etat) {
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into commentaire (id, convention, nom_objet, champ_objet, uuid_objet, auteur, auteur_nom,
              auteur_instructeur, message, statut, cree_le, mis_a_jour_le)
            values (:id, :convention, 'programme', 'nom', :programme, :id, 'Sacha Instructeur', true, 'Précisez.', :etat,
              now(), now())\
            """)
                .param("id", id)
                .param("convention", c.convention())
                .param("programme", c.programme())
                .param("etat", etat)
                .update();
    }
}
