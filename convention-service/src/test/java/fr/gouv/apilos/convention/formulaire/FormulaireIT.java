package fr.gouv.apilos.convention.formulaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lignes;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The steps as people use them: read, typed, refused, stale, closed; rows typed and imported. */
@EssaiDeService
class FormulaireIT {

    private static final String[] ETAPES = {"bailleur", "programme", "financement", "logements"};

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
                            .contains("Étape " + rang + " sur 4", "Enregistrer et continuer")))
                    .as(chemin)
                    .hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void an_answer_is_saved_and_leads_to_the_next_step() {
        var c = jeu.complete(2);
        assertThat(poster(c, "programme", c.enBailleur(), operation("Résidence des Pins")))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/conventions/financement/" + c.convention());
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
