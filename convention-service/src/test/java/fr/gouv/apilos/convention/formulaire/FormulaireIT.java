package fr.gouv.apilos.convention.formulaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.RedacteurTableur;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The steps as people use them: read, typed, refused, stale, closed; rows typed and imported. */
@EssaiDeService
class FormulaireIT {

    private static final String[] ETAPES = {
        "bailleur", "programme", "cadastre", "financement", "logements", "commentaires"
    };

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Jeu jeu;

    @Autowired
    ConventionRepository conventions;

    @Autowired
    ProgrammeRepository programmes;

    @Autowired
    Lignes lignes;

    @Test
    void each_step_reads_in_few_statements_with_its_number_in_title_and_stepper() throws Exception {
        var c = jeu.complete(10);
        for (int i = 0; i < ETAPES.length; i++) {
            var chemin = "/conventions/" + ETAPES[i] + "/" + c.convention();
            var rang = i + 1;
            assertThat(CompteurSql.pendant(() -> assertThat(lire(chemin, c.enBailleur()))
                            .hasStatusOk()
                            .bodyText()
                            .contains("Étape " + rang + " sur 6", "Enregistrer et continuer")))
                    .as(chemin)
                    .hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void an_answer_is_saved_and_leads_to_the_next_step() {
        var c = jeu.complete(2);
        assertThat(poster(c, "programme", c.enBailleur(), operation("Résidence des Pins")))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/cadastre/" + c.convention());
        assertThat(programmes.findById(c.programme()).orElseThrow().nom()).isEqualTo("Résidence des Pins");
    }

    @Test
    void what_is_wrong_is_said_at_once_and_what_was_typed_stays() {
        var c = jeu.complete(2);
        var saisie = operation("");
        saisie.put("code_postal", "130");
        assertThat(poster(c, "programme", c.enBailleur(), saisie))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("2 informations sont à corriger", "href=\"#champ-nom\"", "value=\"130\"", "<title>Erreur : ");
        assertThat(programmes.findById(c.programme()).orElseThrow().codePostal())
                .isEqualTo("13008");
    }

    @Test
    void two_people_at_once_lose_nothing() {
        var c = jeu.complete(2);
        var version = version(c);
        assertThat(poster(c, "programme", c.enBailleur(), operation("Premier"))).hasStatus(HttpStatus.FOUND);
        var seconde = operation("Second");
        seconde.put("version", version);
        assertThat(poster(c, "programme", c.enBailleur(), seconde))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("value=\"Second\"", "Premier", "La convention a changé");
        assertThat(programmes.findById(c.programme()).orElseThrow().nom()).isEqualTo("Premier");
    }

    @Test
    void DB1_a_bailleur_in_correction_changes_the_commented_field_and_no_other() {
        var c = jeu.au(Statut.INSTRUCTION);
        assertThat(mvc.post()
                        .uri("/conventions/%s/commentaires".formatted(c.convention()))
                        .param("objet", "programme")
                        .param("champ", "ville")
                        .param("uuid", c.programme().toString())
                        .param("message", "La commune a fusionné")
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.FOUND);
        mvc.post()
                .uri("/conventions/%s/actions/demander-corrections".formatted(c.convention()))
                .with(JetonDeTest.de(c.enInstructeur()))
                .exchange();
        assertThat(lire("/conventions/programme/" + c.convention(), c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("La commune a fusionné", "name=\"ville\"")
                .doesNotContain("name=\"nom\"");
        var saisie = operation("Nom interdit");
        saisie.put("ville", "Aix-en-Provence");
        assertThat(poster(c, "programme", c.enBailleur(), saisie)).hasStatus(HttpStatus.FOUND);
        var programme = programmes.findById(c.programme()).orElseThrow();
        assertThat(programme.ville()).isEqualTo("Aix-en-Provence");
        assertThat(programme.nom()).isNotEqualTo("Nom interdit");
    }

    static Stream<Arguments> acces() {
        return Stream.of(Statut.values())
                .flatMap(statut -> Stream.of("bailleur", "instructeur", "lecture", "autre")
                        .map(profil -> Arguments.of(statut, profil)));
    }

    @ParameterizedTest
    @MethodSource("acces")
    void R18_only_those_who_may_change_at_this_status_do(Statut statut, String profil) {
        var c = jeu.au(statut);
        var identite = switch (profil) {
            case "bailleur" -> c.enBailleur();
            case "instructeur" -> c.enInstructeur();
            case "lecture" -> JetonDeTest.bailleurLectureSeule(c.bailleur());
            default -> JetonDeTest.bailleur(java.util.UUID.randomUUID());
        };
        boolean permis = profil.equals("bailleur") && statut == Statut.PROJET
                || profil.equals("instructeur") && Statut.EN_COURS.contains(statut);
        for (var etape : List.of("programme", "logements")) {
            var reponse = etape.equals("programme")
                    ? poster(c, etape, identite, operation("Autre nom"))
                    : poster(c, "logements/" + c.convention() + "/lignes/nouvelle", identite, logement("B1"), true);
            assertThat(reponse.getResponse().getStatus())
                    .as("%s %s %s", etape, statut, profil)
                    .isIn(permis ? List.of(302) : List.of(403, 409));
        }
        assertThat(programmes.findById(c.programme()).orElseThrow().nom().equals("Autre nom"))
                .isEqualTo(permis);
        assertThat(lignes.logements(c.convention())).hasSize(permis ? 3 : 2);
    }

    @Test
    void a_row_is_added_changed_removed_and_the_last_change_undone() {
        var c = jeu.complete(1);
        var base = "logements/" + c.convention() + "/lignes/";
        assertThat(poster(c, base + "nouvelle", c.enBailleur(), logement("B1"), true))
                .hasStatus(HttpStatus.FOUND);
        var b1 = lignes.logements(c.convention()).stream()
                .filter(l -> l.designation().equals("B1"))
                .findFirst()
                .orElseThrow();
        var modifie = logement("B1");
        modifie.put("surface_habitable", "60,5");
        modifie.put("surface_utile", "60,5");
        modifie.put("loyer", "393,25");
        assertThat(poster(c, base + b1.id(), c.enBailleur(), modifie, true)).hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention()).get(1).surfaceHabitable()).isEqualByComparingTo("60.50");
        assertThat(poster(c, base + b1.id() + "/suppression", c.enBailleur(), Map.of(), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(1);
        assertThat(poster(c, "logements/" + c.convention() + "/annulation", c.enBailleur(), Map.of(), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(2);
        assertThat(lignes.logements(c.convention()).get(1).id()).isEqualTo(b1.id());
    }

    @Test
    void R101_a_row_that_breaks_a_rule_is_refused_beside_its_field() {
        var c = jeu.complete(1);
        var faux = logement("A1");
        faux.put("surface_habitable", "abc");
        assertThat(poster(c, "logements/" + c.convention() + "/lignes/nouvelle", c.enBailleur(), faux, true))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("value=\"abc\"", "n’est pas");
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    @Test
    void a_file_of_500_dwellings_is_checked_then_applied_then_undone() throws IOException {
        var c = jeu.complete(1);
        var verification = deposer(c, fichier(500, null));
        assertThat(lire(verification, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Le fichier est prêt", "500 ajoutés", "Appliquer le fichier");
        assertThat(lignes.logements(c.convention())).hasSize(1);
        assertThat(mvc.post().uri(verification).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(500);
        assertThat(lire("/conventions/logements/" + c.convention(), c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("500\u00a0logements", "Annuler le dernier changement");
        assertThat(poster(c, "logements/" + c.convention() + "/annulation", c.enBailleur(), Map.of(), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    @Test
    void DB8_all_the_faults_of_a_file_are_said_at_once_by_cell_and_nothing_is_saved() throws IOException {
        var c = jeu.complete(1);
        var verification = deposer(c, fichier(3, "pas un nombre"));
        assertThat(lire(verification, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Cellule D", "pas un nombre", "Rien n’a été enregistré")
                .doesNotContain("Appliquer le fichier");
        assertThat(mvc.post().uri(verification).accept(MediaType.TEXT_HTML).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(lignes.logements(c.convention())).hasSize(1);
        assertThat(lire(verification + "/annote", c.enBailleur())).hasStatusOk();
        assertThat(mvc.get().uri(verification).accept(MediaType.TEXT_HTML).with(JetonDeTest.de(c.enInstructeur())))
                .as("a waiting file belongs to its author")
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void what_is_not_a_workbook_is_refused_with_a_sentence() {
        var c = jeu.complete(1);
        assertThat(mvc.perform(MockMvcRequestBuilders.multipart("/conventions/logements/" + c.convention() + "/import")
                        .file(new MockMultipartFile("fichier", "l.xlsx", null, "not a zip".getBytes()))
                        .with(JetonDeTest.de(c.enBailleur()))))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("n’est pas un tableur Excel");
    }

    @Test
    void pasted_rows_pass_the_checks_of_a_file_and_are_applied_once_confirmed() {
        var c = jeu.complete(1);
        assertThat(lire("/conventions/logements/" + c.convention(), c.enBailleur()))
                .bodyText()
                .contains("/conventions/logements/" + c.convention() + "/collage");
        assertThat(lire("/conventions/logements/" + c.convention() + "/collage", c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("name=\"lignes\"", "Surface habitable", "Loyer par m²");
        var verification = coller(c, "logements", """
            B1\tT2\tPLUS\t50,00\t0\t0\t50 m²\t6,50 €\t1\t325,00
            B2\tT3\tPLUS\t1\u202f050,5\t0\t0\t1\u202f050,50\t6,50\t1\t6\u202f828,25
            """);
        assertThat(lire(verification, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Les lignes sont prêtes", "2 ajoutés", "s’ajoutent", "Appliquer les lignes");
        assertThat(lignes.logements(c.convention())).hasSize(1);
        assertThat(mvc.post().uri(verification).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention()))
                .extracting(l -> l.designation())
                .containsExactly("A1", "B1", "B2");
        assertThat(lignes.logements(c.convention()).get(2).surfaceHabitable()).isEqualByComparingTo("1050.50");
        assertThat(poster(c, "logements/" + c.convention() + "/annulation", c.enBailleur(), Map.of(), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    @Test
    void faults_of_pasted_rows_are_said_by_row_and_column_and_what_was_typed_stays() {
        var c = jeu.complete(1);
        var verification = coller(c, "financement", """
            Organisme financeur\tFinancement\tMontant\tNuméro\tDate d’octroi\tDurée\tAutre organisme
            CDC pour le logement\tPLUS\tbeaucoup\tC12\t12/03/2026\t40\t
            Commune et action logement\tPLS\t1 000\t\t\t\t
            """);
        assertThat(lire(verification, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Ligne 2, Montant", "« beaucoup »", "Ligne 3, Financement", "Rien n’a été enregistré")
                .contains("2 cellules sont à corriger")
                .doesNotContain("Appliquer les lignes");
        assertThat(mvc.post().uri(verification).accept(MediaType.TEXT_HTML).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(lignes.prets(c.convention())).hasSize(1);
        assertThat(mvc.get().uri(verification).accept(MediaType.TEXT_HTML).with(JetonDeTest.de(c.enInstructeur())))
                .as("pasted rows belong to their author")
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(lire(verification.replace("?", "/annote?"), c.enBailleur())).hasStatusOk();
    }

    @Test
    void what_cannot_be_pasted_is_refused_with_a_sentence_and_kept_in_its_box() {
        var c = jeu.complete(1);
        var chemin = "logements/" + c.convention() + "/collage";
        assertThat(poster(c, chemin, c.enBailleur(), Map.of("lignes", "  "), true))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Collez au moins une ligne", "href=\"#champ-lignes\"", "<title>Erreur : ");
        assertThat(poster(c, chemin, c.enBailleur(), Map.of("lignes", "B1\tT2\t" + "1\t".repeat(9)), true))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("La ligne 1 compte 11 colonnes ; le tableau en attend 10", "B1\tT2\t1");
        assertThat(poster(c, chemin, c.enBailleur(), Map.of("lignes", "B1\tT2\n".repeat(2_001)), true))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Vous avez collé 2\u202f001 lignes");
        var instruite = jeu.au(Statut.INSTRUCTION);
        for (var methode : List.of("GET", "POST")) {
            assertThat(mvc.perform(MockMvcRequestBuilders.request(
                                    org.springframework.http.HttpMethod.valueOf(methode),
                                    "/conventions/logements/" + instruite.convention() + "/collage")
                            .param("lignes", "B1\tT2")
                            .accept(MediaType.TEXT_HTML)
                            .with(JetonDeTest.de(instruite.enBailleur()))))
                    .as("R18 %s", methode)
                    .satisfies(r -> assertThat(r.getResponse().getStatus()).isIn(403, 409));
        }
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    @Test
    void the_faulty_cells_of_a_refused_file_are_corrected_in_place_then_applied() throws IOException {
        var c = jeu.complete(1);
        var verification = deposer(c, fichier(3, "cinquante"));
        assertThat(lire(verification, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("name=\"cellule.D5\" value=\"cinquante\"", "href=\"#cellule-D5\"", "Vérifier de nouveau")
                .contains("aria-label=\"Ligne 5, Surface habitable\"", "<title>Erreur : ")
                .doesNotContain("name=\"cellule.D4\"", "Appliquer le fichier");
        var chemin = verification.substring("/conventions/".length());
        assertThat(poster(c, chemin + "/corrections", c.enBailleur(), Map.of("cellule.D5", "vide"), true))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl(verification);
        assertThat(lire(verification, c.enBailleur()))
                .as("the same checks, and what was typed stays")
                .bodyText()
                .contains("value=\"vide\"", "Vérifier de nouveau");
        assertThat(poster(
                        c,
                        chemin + "/corrections",
                        c.enBailleur(),
                        Map.of("cellule.D5", "50,00 m²", "cellule.Z99", "rien", "cellule.A5", "Bât B n° 1"),
                        true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention()))
                .as("nothing saved until confirmed")
                .hasSize(1);
        assertThat(mvc.post()
                        .uri(verification + "/corrections")
                        .param("cellule.D5", "60")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(c.enInstructeur())))
                .as("a waiting file belongs to its author")
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(lire(verification, c.enBailleur()))
                .bodyText()
                .contains("Le fichier est prêt", "3 ajoutés", "Appliquer le fichier");
        assertThat(mvc.post().uri(verification).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention()))
                .extracting(l -> l.designation() + " " + l.surfaceHabitable())
                .containsExactly("Bât A n° 0 50.00", "Bât B n° 1 50.00", "Bât A n° 2 50.00");
    }

    @Test
    void rows_that_break_a_rule_of_the_table_are_corrected_in_place_a_screen_at_a_time() {
        var c = jeu.complete(1);
        var collees = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            collees.append("B").append(i).append("\tT2\tPLUS\t50\t0\t0\t50\t\t1\t325,00\n");
        }
        var verification = coller(c, "logements", collees.toString());
        assertThat(lire(verification, c.enBailleur()))
                .bodyText()
                .contains(
                        "60 cellules sont à corriger", "name=\"cellule.H20\"", "10\u00a0autres lignes sont à corriger")
                .doesNotContain("name=\"cellule.H21\"");
        var saisies = new HashMap<String, String>();
        saisies.put("mode", "ajouter");
        for (int i = 1; i <= 30; i++) {
            saisies.put("cellule.H" + i, "6,50");
        }
        saisies.put("cellule.A2", "B0");
        var chemin = verification.substring("/conventions/".length()).replaceFirst("\\?.*", "");
        assertThat(poster(c, chemin + "/corrections", c.enBailleur(), saisies, true))
                .hasRedirectedUrl(verification);
        assertThat(lire(verification, c.enBailleur()))
                .as("R104: rules between rows look at what was corrected")
                .bodyText()
                .contains("Ligne 2, Désignation")
                .doesNotContain("Les lignes sont prêtes");
        assertThat(poster(
                        c,
                        chemin + "/corrections",
                        c.enBailleur(),
                        Map.of("cellule.A2", "B1", "mode", "ajouter"),
                        true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lire(verification, c.enBailleur())).bodyText().contains("Les lignes sont prêtes", "30 ajoutés");
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    private String coller(Jeu.Faite c, String etape, String lignesCollees) {
        var reponse = poster(
                c, etape + "/" + c.convention() + "/collage", c.enBailleur(), Map.of("lignes", lignesCollees), true);
        assertThat(reponse).hasStatus(HttpStatus.FOUND);
        return String.valueOf(reponse.getResponse().getRedirectedUrl());
    }

    @Test
    void R83_the_end_of_the_convention_follows_the_rules_of_its_loans() {
        var c = jeu.complete(1);
        assertThat(poster(c, "financement", c.enBailleur(), Map.of("annee_fin_conventionnement", "2070")))
                .hasStatus(HttpStatus.FOUND);
        assertThat(conventions.findById(c.convention()).orElseThrow().dateFinConventionnement())
                .isEqualTo("2070-06-30");
        assertThat(poster(c, "financement", c.enBailleur(), Map.of("annee_fin_conventionnement", "2030")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("ne peut être inférieure à");
    }

    @Test
    void R27_R75_what_is_not_posted_keeps_what_is_stored_and_an_empty_answer_clears() {
        var c = jeu.complete(1);
        assertThat(poster(c, "programme", c.enBailleur(), Map.of("nom", "Seul nom")))
                .hasStatus(HttpStatus.FOUND);
        var programme = programmes.findById(c.programme()).orElseThrow();
        assertThat(programme.nom()).isEqualTo("Seul nom");
        assertThat(programme.codePostal()).isEqualTo("13008");
        assertThat(programme.ville()).isEqualTo("Marseille");
        assertThat(poster(c, "programme", c.enBailleur(), Map.of("anru", "true", "nb_bureaux", "3")))
                .hasStatus(HttpStatus.FOUND);
        assertThat(poster(c, "programme", c.enBailleur(), Map.of("nb_bureaux", "")))
                .hasStatus(HttpStatus.FOUND);
        programme = programmes.findById(c.programme()).orElseThrow();
        assertThat(programme.anru()).as("R25: not posted, kept").isTrue();
        assertThat(programme.nbBureaux()).as("posted empty, cleared").isNull();
        assertThat(mvc.post()
                        .uri("/conventions/programme/" + c.convention())
                        .param("anru", "false")
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(programmes.findById(c.programme()).orElseThrow().anru()).isFalse();
        assertThat(mvc.post()
                        .uri("/conventions/programme/" + c.convention())
                        .param("anru", "false", "true")
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(programmes.findById(c.programme()).orElseThrow().anru())
                .as("R25: the last of the pair wins")
                .isTrue();
    }

    @Test
    void R174_conventions_that_share_a_programme_do_not_overwrite_each_other() {
        var c = jeu.complete(1);
        var soeur = jeu.soeur(c);
        var page = lire("/conventions/programme/" + soeur, c.enBailleur()).getResponse();
        var jeton = extraire(page, "name=\"version\" value=\"([^\"]+)\"");
        assertThat(poster(c, "programme", c.enBailleur(), operation("Nom de la première")))
                .hasStatus(HttpStatus.FOUND);
        var saisie = operation("Nom de la seconde");
        saisie.put("version", jeton);
        assertThat(poster(c, "programme/" + soeur, c.enBailleur(), saisie, true))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Nom de la première", "value=\"Nom de la seconde\"");
        assertThat(programmes.findById(c.programme()).orElseThrow().nom()).isEqualTo("Nom de la première");
    }

    @Test
    void DB1_a_comment_of_the_bailleur_opens_nothing() {
        var c = jeu.au(Statut.CORRECTION);
        commenter(c, c.enBailleur(), "programme", "nom", c.programme());
        assertThat(poster(c, "programme", c.enBailleur(), operation("Ouvert par moi-même")))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(programmes.findById(c.programme()).orElseThrow().nom()).isNotEqualTo("Ouvert par moi-même");
    }

    @Test
    void R21_a_commented_row_is_open_and_its_neighbours_are_not() {
        var c = jeu.au(Statut.INSTRUCTION);
        var lignesAvant = lignes.logements(c.convention());
        commenter(
                c, c.enInstructeur(), "logement", "uuid", lignesAvant.getFirst().id());
        demanderCorrections(c);
        var base = "logements/" + c.convention() + "/lignes/";
        assertThat(lire("/conventions/logements/" + c.convention(), c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Modifier (1 commentaire, dont 1 à traiter)")
                .doesNotContain("Importer un fichier Excel");
        var corrige = logement("A1");
        assertThat(poster(c, base + lignesAvant.getFirst().id(), c.enBailleur(), corrige, true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(poster(c, base + lignesAvant.getLast().id(), c.enBailleur(), logement("A2"), true))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(poster(c, base + "nouvelle", c.enBailleur(), logement("A9"), true))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(lignes.logements(c.convention()).getFirst().surfaceUtile()).isEqualByComparingTo("50.00");
    }

    @Test
    void R23_a_comment_on_the_table_opens_it_whole() throws IOException {
        var c = jeu.au(Statut.INSTRUCTION);
        commenter(c, c.enInstructeur(), "logement", "all", c.convention());
        demanderCorrections(c);
        assertThat(mvc.post().uri(deposer(c, fichier(2, null))).with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention()))
                .extracting(l -> l.designation())
                .contains("Bât A n° 1");
    }

    @Test
    void R71_DB34_an_avenant_has_its_own_paths_and_changes_only_its_part_of_the_operation() {
        var c = jeu.au(Statut.SIGNEE);
        var avenant = jeu.avenant(c, Statut.PROJET);
        assertThat(lire("/conventions/programme/" + avenant, c.enBailleur()))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/avenant_programme/" + avenant);
        assertThat(lire("/conventions/avenant_programme/" + avenant, c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("name=\"nom\"", "L’avenant ne change pas cette information")
                .doesNotContain("name=\"ville\"", "name=\"type_operation\"", "name=\"type_habitat\"");
        var saisie = operation("Nom par avenant");
        saisie.put("ville", "Ailleurs");
        assertThat(poster(c, "avenant_programme/" + avenant, c.enBailleur(), saisie, true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(programmes.findById(c.programme()).orElseThrow().ville()).isEqualTo("Marseille");
        assertThat(lire("/conventions/avenant_bailleur/" + c.convention(), c.enBailleur()))
                .hasRedirectedUrl("/conventions/bailleur/" + c.convention());
    }

    @Test
    void R107_a_number_that_differs_from_the_rows_is_confirmed_or_mended() {
        var c = jeu.complete(2);
        var saisie = Map.of("nb_logements-PLUS", "3");
        assertThat(poster(c, "logements", c.enBailleur(), saisie))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("vous déclarez 3 logements et le tableau en compte 2", "Enregistrer telle quelle");
        assertThat(conventions.findWithLotsById(c.convention()).orElseThrow().nbLogements())
                .isEqualTo(2);
        var insiste = new HashMap<>(saisie);
        insiste.put("suite", "continuer-malgre-tout");
        assertThat(poster(c, "logements", c.enBailleur(), insiste)).hasStatus(HttpStatus.FOUND);
        assertThat(conventions.findWithLotsById(c.convention()).orElseThrow().nbLogements())
                .isEqualTo(3);
    }

    @Test
    void R105_R106_a_table_wrong_as_a_whole_is_typed_row_by_row_but_does_not_leave_for_instruction() {
        var c = jeu.complete(2);
        var autre = logement("A9");
        autre.put("loyer_par_metre_carre", "7,00");
        autre.put("loyer", "350");
        assertThat(poster(c, "logements/" + c.convention() + "/lignes/nouvelle", c.enBailleur(), autre, true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lire("/conventions/logements/" + c.convention(), c.enBailleur()))
                .hasStatusOk()
                .bodyText()
                .contains("Ce tableau est à corriger", "Le loyer par m² doit être le même");
        assertThat(mvc.post()
                        .uri("/conventions/%s/actions/soumettre".formatted(c.convention()))
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Logements : tableau des logements (1 point) à corriger.");
        assertThat(lire("/conventions/recapitulatif/" + c.convention(), c.enBailleur()))
                .bodyText()
                .contains("À corriger : tableau des logements");
    }

    @Test
    void two_people_on_one_row_lose_nothing() {
        var c = jeu.complete(2);
        var ligne = lignes.logements(c.convention()).getFirst().id();
        var chemin = "logements/" + c.convention() + "/lignes/" + ligne;
        var page = lire("/conventions/" + chemin, c.enBailleur()).getResponse();
        var empreinte = extraire(page, "name=\"empreinte\" value=\"([^\"]+)\"");
        var premier = logement("A1");
        premier.put("empreinte", empreinte);
        assertThat(poster(c, chemin, c.enInstructeur(), premier, true)).hasStatus(HttpStatus.FOUND);
        var second = logement("A1 bis");
        second.put("empreinte", empreinte);
        var refus = poster(c, chemin, c.enBailleur(), second, true);
        assertThat(refus)
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Cette ligne a changé entre-temps", "value=\"A1 bis\"", "A1");
        assertThat(lignes.logements(c.convention()).getFirst().designation()).isEqualTo("A1");
        second.put("empreinte", extraire(refus.getResponse(), "name=\"empreinte\" value=\"([^\"]+)\""));
        assertThat(poster(c, chemin, c.enBailleur(), second, true)).hasStatus(HttpStatus.FOUND);
        poster(c, chemin + "/suppression", c.enBailleur(), Map.of(), true);
        assertThat(poster(c, chemin, c.enBailleur(), second, true))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("supprimée entre-temps", "value=\"A1 bis\"", "lignes/nouvelle");
        assertThat(poster(c, chemin + "/suppression", c.enBailleur(), Map.of(), true))
                .as("removing twice is removing once")
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    @Test
    void a_new_row_sent_twice_is_added_once_and_a_forged_identifier_touches_nobody_else() {
        var c = jeu.complete(1);
        var pret = new HashMap<>(
                Map.of("financement", "PLUS", "montant", "1 000", "preteur", "AUTRE", "autre", "Caisse locale"));
        pret.put("cle", UUID.randomUUID().toString());
        for (int i = 0; i < 2; i++) {
            assertThat(poster(c, "financement/" + c.convention() + "/lignes/nouvelle", c.enBailleur(), pret, true))
                    .hasStatus(HttpStatus.FOUND);
        }
        assertThat(lignes.prets(c.convention())).hasSize(2);
        var autre = jeu.complete(1);
        var etrangere = lignes.prets(autre.convention()).getFirst();
        pret.put("cle", etrangere.id().toString());
        assertThat(poster(c, "financement/" + c.convention() + "/lignes/nouvelle", c.enBailleur(), pret, true))
                .as("DB-3")
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(lignes.prets(autre.convention())).containsExactly(etrangere);
    }

    @Test
    void a_file_verified_on_old_rows_is_verified_again_and_applying_twice_is_applying_once() throws IOException {
        var c = jeu.complete(1);
        var verification = deposer(c, fichier(2, null));
        var version = version(c);
        assertThat(poster(c, "logements/" + c.convention() + "/lignes/nouvelle", c.enBailleur(), logement("B1"), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(mvc.post()
                        .uri(verification)
                        .param("version", version)
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(c.enBailleur())))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("Le tableau a changé entre-temps", "2 supprimés", "Appliquer le fichier");
        assertThat(lignes.logements(c.convention())).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(mvc.post().uri(verification).param("version", version(c)).with(JetonDeTest.de(c.enBailleur())))
                    .hasStatus(HttpStatus.FOUND);
        }
        assertThat(lignes.logements(c.convention()))
                .extracting(l -> l.designation())
                .containsExactly("Bât A n° 0", "Bât A n° 1");
        assertThat(mvc.post()
                        .uri("/conventions/logements/" + c.convention() + "/annulation")
                        .param("version", version)
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(c.enBailleur())))
                .as("nobody undoes what they have not seen")
                .hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void R57_undoing_gives_back_the_annexes_that_went_with_their_dwelling() {
        var c = jeu.complete(2);
        var premier = lignes.logements(c.convention()).getFirst().id();
        jeu.annexe(premier);
        var chemin = "logements/" + c.convention() + "/lignes/" + premier + "/suppression";
        assertThat(poster(c, chemin, c.enBailleur(), Map.of(), true)).hasStatus(HttpStatus.FOUND);
        assertThat(lignes.annexes(c.convention())).isEmpty();
        assertThat(poster(c, "logements/" + c.convention() + "/annulation", c.enBailleur(), Map.of(), true))
                .hasStatus(HttpStatus.FOUND);
        assertThat(lignes.annexes(c.convention())).hasSize(1);
    }

    @Test
    void R62_to_R65_the_questions_of_the_bailleur_follow_the_kind_of_convention() {
        var c = jeu.complete(1);
        assertThat(lire("/conventions/bailleur/" + c.convention(), c.enBailleur()))
                .bodyText()
                .contains("identification_bailleur", "value=\"Hélène Castagnier\"")
                .doesNotContain("name=\"gestionnaire\"");
        assertThat(poster(
                        c, "bailleur", c.enBailleur(), Map.of("identification_bailleur", "true", "signataire_nom", "")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Une information est à corriger", "Décrivez l’identité du bailleur");
        assertThat(poster(
                        c,
                        "bailleur",
                        c.enBailleur(),
                        Map.of("identification_bailleur", "false", "signataire_nom", "")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("Une information est à corriger", "Indiquez le nom du signataire.");
        jeu.nature(c, NatureLogement.AUTRE);
        assertThat(lire("/conventions/bailleur/" + c.convention(), c.enBailleur()))
                .bodyText()
                .contains("name=\"gestionnaire\"", "gestionnaire_bloc_info_complementaire")
                .doesNotContain("identification_bailleur_detail");
        assertThat(poster(c, "bailleur", c.enBailleur(), Map.of("gestionnaire", "Gestion & Cie")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("3 informations sont à corriger");
        assertThat(lire("/conventions/financement/" + c.convention(), c.enBailleur()))
                .as("02 §8.5")
                .bodyText()
                .contains("historique_financement_public", "31 décembre")
                .doesNotContain("fond_propre");
    }

    @Test
    void a_bomb_and_a_wrong_sheet_are_refused_with_a_sentence_and_nothing_waits() throws IOException {
        var c = jeu.complete(1);
        var mauvaise = new ByteArrayOutputStream();
        RedacteurTableur.modele(Modeles.CADASTRE, List.of(), mauvaise);
        assertThat(envoyer(c, mauvaise.toByteArray()))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("La feuille « Logements » manque");
        var bombe = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bombe)) {
            for (var nom : List.of("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")) {
                zip.putNextEntry(new java.util.zip.ZipEntry(nom));
                zip.write(new byte[30_000_000]);
                zip.closeEntry();
            }
        }
        assertThat(envoyer(c, bombe.toByteArray())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(envoyer(c, new byte[11 * 1024 * 1024])).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        var trop = fichier(2_100, null);
        assertThat(envoyer(c, trop))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("2 100 lignes");
        assertThat(lignes.logements(c.convention())).hasSize(1);
    }

    private MvcTestResult envoyer(Jeu.Faite c, byte[] contenu) {
        return mvc.perform(MockMvcRequestBuilders.multipart("/conventions/logements/" + c.convention() + "/import")
                .file(new MockMultipartFile("fichier", "l.xlsx", null, contenu))
                .with(JetonDeTest.de(c.enBailleur())));
    }

    private void commenter(Jeu.Faite c, Identite identite, String objet, String champ, UUID uuid) {
        assertThat(mvc.post()
                        .uri("/conventions/%s/commentaires".formatted(c.convention()))
                        .param("objet", objet)
                        .param("champ", champ)
                        .param("uuid", uuid.toString())
                        .param("message", "À revoir")
                        .with(JetonDeTest.de(identite)))
                .hasStatus(HttpStatus.FOUND);
    }

    private void demanderCorrections(Jeu.Faite c) {
        assertThat(mvc.post()
                        .uri("/conventions/%s/actions/demander-corrections".formatted(c.convention()))
                        .with(JetonDeTest.de(c.enInstructeur())))
                .hasStatus(HttpStatus.FOUND);
    }

    private static String extraire(MockHttpServletResponse page, String motif) {
        try {
            var trouve = Pattern.compile(motif).matcher(page.getContentAsString());
            assertThat(trouve.find()).as(motif).isTrue();
            return trouve.group(1);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] fichier(int nombre, String faute) throws IOException {
        var rangs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < nombre; i++) {
            var rang = new HashMap<String, Object>();
            rang.put("designation", "Bât A n° " + i);
            rang.put("typologie", "T2");
            rang.put("financement", "PLUS");
            rang.put("surface_habitable", faute != null && i == 1 ? faute : new BigDecimal("50.00"));
            rang.put("surface_annexes", new BigDecimal("4.00"));
            rang.put("surface_annexes_retenue", new BigDecimal("2.00"));
            rang.put("surface_utile", new BigDecimal("52.00"));
            rang.put("loyer_par_metre_carre", new BigDecimal("6.50"));
            rang.put("coeficient", new BigDecimal("1.0000"));
            rang.put("loyer", new BigDecimal("338.00"));
            rangs.add(rang);
        }
        var sortie = new ByteArrayOutputStream();
        RedacteurTableur.modele(Modeles.LOGEMENTS, rangs, sortie);
        return sortie.toByteArray();
    }

    private String deposer(Jeu.Faite c, byte[] contenu) {
        var reponse =
                mvc.perform(MockMvcRequestBuilders.multipart("/conventions/logements/" + c.convention() + "/import")
                        .file(new MockMultipartFile("fichier", "logements.xlsx", null, contenu))
                        .with(JetonDeTest.de(c.enBailleur())));
        assertThat(reponse).hasStatus(HttpStatus.FOUND);
        return String.valueOf(reponse.getResponse().getRedirectedUrl());
    }

    private MvcTestResult lire(String chemin, Identite identite) {
        return mvc.get()
                .uri(chemin)
                .accept(MediaType.ALL)
                .with(JetonDeTest.de(identite))
                .exchange();
    }

    private MvcTestResult poster(Jeu.Faite c, String etape, Identite identite, Map<String, String> saisie) {
        return poster(c, etape + "/" + c.convention(), identite, saisie, true);
    }

    private MvcTestResult poster(
            Jeu.Faite c, String chemin, Identite identite, Map<String, String> saisie, boolean complet) {
        var requete = mvc.post()
                .uri("/conventions/" + (complet ? chemin : chemin + "/" + c.convention()))
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(identite));
        for (var champ : saisie.entrySet()) {
            requete = requete.param(champ.getKey(), champ.getValue());
        }
        return requete.exchange();
    }

    private String version(Jeu.Faite c) {
        return String.valueOf(conventions.findById(c.convention()).orElseThrow().version());
    }

    private static Map<String, String> operation(String nom) {
        return new HashMap<>(Map.of(
                "nom", nom,
                "adresse", "17 avenue des Cèdres",
                "code_postal", "13008",
                "ville", "Marseille",
                "type_operation", "NEUF",
                "type_habitat", "COLLECTIF"));
    }

    private static Map<String, String> logement(String designation) {
        return new HashMap<>(Map.of(
                "designation", designation,
                "typologie", "T2",
                "financement", "PLUS",
                "surface_habitable", "50",
                "surface_annexes", "0",
                "surface_annexes_retenue", "0",
                "surface_utile", "50,00",
                "loyer_par_metre_carre", "6,50",
                "coeficient", "1",
                "loyer", "325"));
    }
}
