package fr.gouv.apilos.habilitation.local;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.command.LigneDeCommande;
import fr.gouv.apilos.platform.messaging.QueuesDurables;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.JetonInterne;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Passwords of a stand-alone installation: sign-in, lock-out, reset, and what none of them tells. */
@EssaiDeService
@TestPropertySource(properties = "apilos.connexion.locale=true")
@Import(ComptesLocauxIT.File.class)
class ComptesLocauxIT {

    private static final String FILE = "essai.liens";
    private static final String BON = "tulipe-cadran-bruine-ocre";
    private static final Pattern JETON = Pattern.compile("jeton=([A-Za-z0-9_-]+)");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    ComptesLocaux comptes;

    @Autowired
    LigneDeCommande commandes;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    Roles roles;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    RabbitTemplate rabbit;

    @Autowired
    JwtDecoder decodeur;

    @TestConfiguration
    static class File {
        @Bean
        Declarables liens() {
            return QueuesDurables.file(FILE, "document.demandes", "courriel.envoi.v1");
        }
    }

    @Test
    void R64_a_person_signs_in_with_their_name_or_email_whatever_the_case() {
        var compte = compte(true, null);
        for (var identifiant : List.of(
                compte.username(), compte.username().toUpperCase(java.util.Locale.ROOT), " " + compte.email() + " ")) {
            assertThat(connecter(identifiant, BON))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.utilisateur.uuid")
                    .isEqualTo(compte.uuid().toString());
        }
        assertThat(jdbc.sql("select empreinte from mot_de_passe where utilisateur = :u")
                        .param("u", compte.uuid())
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$");
    }

    @Test
    void R64_R1_unknown_inactive_cerbere_and_wrong_are_told_the_very_same_thing() throws Exception {
        var connu = compte(true, null);
        var inactif = compte(false, null);
        var cerbere = compte(true, "login-" + UUID.randomUUID());
        var reponses = new ArrayList<String>();
        for (var refus : List.of(
                connecter(connu.username(), "pas-le-bon-mot"),
                connecter("personne-" + UUID.randomUUID(), BON),
                connecter(inactif.username(), BON),
                connecter(cerbere.username(), BON))) {
            assertThat(refus).hasStatus(403);
            reponses.add(json.readTree(refus.getResponse().getContentAsByteArray())
                    .path("detail")
                    .asString());
        }
        assertThat(Set.copyOf(reponses)).hasSize(1);
    }

    @Test
    void R64_an_unknown_name_costs_the_time_of_a_known_one() {
        var connu = compte(true, null);
        connecter(connu.username(), "echauffement");
        long temps = duree(connu.username());
        long inconnu = duree("personne-" + UUID.randomUUID());
        // The hash is nearly all of it: without the decoy the second would be a tenth of the first.
        assertThat(inconnu).isBetween(temps / 3, temps * 3);
    }

    @Test
    void R67_five_failures_lock_for_six_hours_even_with_the_right_password() {
        var compte = compte(true, null);
        for (int i = 0; i < 5; i++) {
            assertThat(connecter(i % 2 == 0 ? compte.username() : compte.email(), "faux-" + i))
                    .hasStatus(403);
        }
        assertThat(connecter(compte.username(), BON)).hasStatus(403);
        ilYA(compte.uuid(), Duration.ofHours(5));
        assertThat(connecter(compte.username(), BON)).hasStatus(403);
        ilYA(compte.uuid(), Duration.ofHours(2));
        assertThat(connecter(compte.username(), BON)).hasStatusOk();
    }

    @Test
    void R67_attempts_made_at_once_are_all_counted() throws Exception {
        var compte = compte(true, null);
        try (var ensemble = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                ensemble.submit(() -> connecter(compte.username(), "au-hasard"));
            }
        }
        assertThat(jdbc.sql("select essais from essai_local where cle = :cle")
                        .param("cle", compte.uuid().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(16);
        assertThat(connecter(compte.username(), BON)).hasStatus(403);
    }

    @Test
    void a_success_clears_the_failures() {
        var compte = compte(true, null);
        for (int tour = 0; tour < 2; tour++) {
            for (int i = 0; i < 4; i++) {
                connecter(compte.username(), "faux");
            }
            assertThat(connecter(compte.username(), BON)).hasStatusOk();
        }
    }

    @Test
    void R65_a_link_comes_by_mail_serves_once_and_unlocks() throws Exception {
        var compte = compte(true, null);
        for (int i = 0; i < 6; i++) {
            connecter(compte.username(), "faux");
        }
        assertThat(demander(compte.email())).hasStatus(202);
        var jeton = courrielPour(compte.email());
        assertThat(jdbc.sql("select count(*) from lien_de_mot_de_passe where empreinte like :jeton")
                        .param("jeton", "%" + jeton + "%")
                        .query(Long.class)
                        .single())
                .as("the link itself is not kept")
                .isZero();
        assertThat(changer(jeton, "password1"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("se devine");
        assertThat(changer(jeton, "rivage-lampe-cuivre-onze")).hasStatusOk();
        assertThat(changer(jeton, "autre-lampe-cuivre-onze")).hasStatus(410);
        assertThat(connecter(compte.username(), BON)).hasStatus(403);
        assertThat(connecter(compte.username(), "rivage-lampe-cuivre-onze")).hasStatusOk();
    }

    @Test
    void R65_the_owner_changes_a_password_by_showing_it_and_is_told_by_mail() throws Exception {
        var compte = compte(true, null);
        lien(compte);
        assertThat(comptes.aUnMotDePasse(compte.uuid())).isTrue();
        assertThat(changerLeSien(compte.uuid(), "pas-le-bon", "rivage-lampe-cuivre-onze"))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:apilos:erreur:IDENTIFIANTS_REFUSES");
        for (var faible : List.of("court", "12345678901", "password1", "tremble-alix-99", BON)) {
            assertThat(changerLeSien(compte.uuid(), BON, faible)).hasStatus(422);
        }
        assertThat(connecter(compte.username(), BON)).hasStatusOk();
        assertThat(changerLeSien(compte.uuid(), BON, "rivage-lampe-cuivre-onze"))
                .hasStatus(204);
        assertThat(connecter(compte.username(), BON)).hasStatus(403);
        assertThat(connecter(compte.username(), "rivage-lampe-cuivre-onze")).hasStatusOk();
        assertThat(texteDuCourrielPour(compte.email()))
                .contains("vient d’être changé", "/connexion/mot-de-passe-oublie")
                .doesNotContain("rivage");
        assertThat(jdbc.sql("select count(*) from lien_de_mot_de_passe where utilisateur = :u and utilise_le is null")
                        .param("u", compte.uuid())
                        .query(Long.class)
                        .single())
                .as("links asked for before serve no more")
                .isZero();
    }

    @Test
    void R67_a_stolen_session_does_not_guess_the_password_behind_it() {
        var compte = compte(true, null);
        for (int i = 0; i < 5; i++) {
            assertThat(changerLeSien(compte.uuid(), "faux-" + i, "rivage-lampe-cuivre-onze"))
                    .hasStatus(403);
        }
        assertThat(changerLeSien(compte.uuid(), BON, "rivage-lampe-cuivre-onze"))
                .hasStatus(403);
        assertThat(connecter(compte.username(), BON)).as("the lock is one").hasStatus(403);
    }

    @Test
    void R1_an_account_of_cerbere_and_a_closed_one_have_no_password_to_change() {
        for (var sans : List.of(compte(true, "login-" + UUID.randomUUID()), compte(false, null))) {
            assertThat(comptes.aUnMotDePasse(sans.uuid())).isFalse();
            assertThat(changerLeSien(sans.uuid(), BON, "rivage-lampe-cuivre-onze"))
                    .hasStatus(403);
        }
        assertThat(changerLeSien(UUID.randomUUID(), BON, "rivage-lampe-cuivre-onze"))
                .hasStatus(403);
    }

    /** 04 §2.5, R66: what somebody is on a stand-alone installation comes from their roles, bailleur first. */
    @Test
    void R66_the_three_profiles_of_a_stand_alone_installation_sign_in_with_a_password() {
        groupes.peupler();
        var staff = compte(true, null);
        var bailleur = compte(true, null);
        var instructeur = compte(true, null);
        jdbc.sql("update utilisateur set staff = false where uuid in (:b, :i)")
                .param("b", bailleur.uuid())
                .param("i", instructeur.uuid())
                .update();
        Comptes.bailleur(roles, bailleur.uuid(), Comptes.bailleurConnu(jdbc, "Bailleur d’essai"));
        Comptes.instructeur(
                roles, instructeur.uuid(), Comptes.administrationConnue(jdbc, "Administration d’essai", "R66"));
        for (var attendu : Map.of(staff, "STAFF", bailleur, "BAILLEUR", instructeur, "INSTRUCTEUR")
                .entrySet()) {
            assertThat(connecter(attendu.getKey().username(), BON))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.habilitations[*].profil")
                    .isEqualTo(List.of(attendu.getValue()));
        }
    }

    /** D23: a territory instead of the error the rule describes. */
    @Test
    void R24_D23_an_account_whose_only_role_is_of_the_State_acts_within_its_territory() {
        groupes.peupler();
        var compte = usager();
        Comptes.administrateur(roles, compte.uuid(), "93", null);
        assertThat(connecter(compte.username(), BON))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.habilitations[*].profil")
                .isEqualTo(List.of("DIR_REG"));
        var identite = identite(compte, 0);
        assertThat(identite.typologie()).isEqualTo(Typologie.ADMINISTRATEUR);
        assertThat(identite.estBailleur()).isFalse();
        assertThat(identite.perimetre()).isEqualTo(new Perimetre(false, "93", null, null, null, Set.of()));
    }

    /** One side at a time, chosen: never the sum of both, whichever is tested first. */
    @Test
    void R25_who_is_bailleur_and_instructeur_chooses_a_side_and_has_the_rights_of_that_one() {
        groupes.peupler();
        var compte = usager();
        var bailleur = Comptes.bailleurConnu(jdbc, "Bailleur R25");
        var administration = Comptes.administrationConnue(jdbc, "Administration R25", "R25" + compte.uuid());
        Comptes.instructeur(roles, compte.uuid(), administration);
        Comptes.bailleur(roles, compte.uuid(), bailleur);
        assertThat(connecter(compte.username(), BON))
                .bodyJson()
                .extractingPath("$.habilitations[*].profil")
                .isEqualTo(List.of("INSTRUCTEUR", "BAILLEUR"));
        var instructeur = identite(compte, 0);
        assertThat(instructeur.estBailleur()).isFalse();
        assertThat(instructeur.perimetre().administrations()).containsExactly(administration);
        assertThat(instructeur.perimetre().bailleurs()).isNull();
        assertThat(instructeur.aPermission("convention.validate_convention")).isTrue();
        var enBailleur = identite(compte, 1);
        assertThat(enBailleur.estInstructeur()).isFalse();
        assertThat(enBailleur.perimetre().bailleurs()).containsExactly(bailleur);
        assertThat(enBailleur.aPermission("convention.validate_convention")).isFalse();
    }

    /** A local account that is not of the support team. */
    private Reprise usager() {
        var compte = compte(true, null);
        jdbc.sql("update utilisateur set staff = false where uuid = :u")
                .param("u", compte.uuid())
                .update();
        return compte;
    }

    /** What the token of the nth habilitation of an account says. */
    private Identite identite(Reprise compte, int rang) {
        var ouverte = connecter(compte.username(), BON);
        var id = corps(ouverte).at("/habilitations/" + rang + "/id").asLong();
        var emis = poster("/interne/jetons", Map.of("utilisateur", compte.uuid(), "habilitation", id));
        var jeton = decodeur.decode(corps(emis).path("jeton").asString());
        return JetonInterne.lire(jeton.getSubject(), jeton.getClaims());
    }

    private JsonNode corps(MvcTestResult reponse) {
        assertThat(reponse).hasStatusOk();
        return json.readTree(reponse.getResponse().getContentAsByteArray());
    }

    @Test
    void an_old_an_invented_and_a_replaced_link_do_nothing() {
        var compte = compte(true, null);
        var vieux = lien(compte);
        jdbc.sql("update lien_de_mot_de_passe set expire_le = now() - interval '1 second' where utilisateur = :u")
                .param("u", compte.uuid())
                .update();
        assertThat(changer(vieux, "rivage-lampe-cuivre-onze")).hasStatus(410);
        assertThat(changer("invente", "rivage-lampe-cuivre-onze")).hasStatus(410);
        var premier = lien(compte);
        assertThat(changer(lien(compte), "rivage-lampe-cuivre-onze")).hasStatusOk();
        assertThat(changer(premier, "autre-lampe-cuivre-onze")).hasStatus(410);
    }

    @Test
    void asking_a_link_for_nobody_or_for_an_account_of_cerbere_looks_the_same_and_sends_nothing() throws Exception {
        var cerbere = compte(true, "login-" + UUID.randomUUID());
        assertThat(demander("personne@exemple.fr")).hasStatus(202);
        assertThat(demander(cerbere.email())).hasStatus(202);
        var temoin = compte(true, null);
        demander(temoin.email());
        courrielPour(temoin.email());
        assertThat(jdbc.sql("select count(*) from lien_de_mot_de_passe where utilisateur = :u")
                        .param("u", cerbere.uuid())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void three_links_an_hour_at_most() {
        var compte = compte(true, null);
        for (int i = 0; i < 3; i++) {
            lien(compte);
        }
        demander(compte.email());
        var temoin = compte(true, null);
        demander(temoin.email());
        assertThat(courrielPour(temoin.email())).isNotEmpty();
        assertThat(jdbc.sql("select count(*) from lien_de_mot_de_passe where utilisateur = :u")
                        .param("u", compte.uuid())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void the_first_person_gets_a_link_by_command() {
        var compte = compte(true, null);
        assertThat(commandes.executer(List.of("password-link", compte.username())))
                .isZero();
        assertThat(commandes.executer(List.of("password-link", "personne"))).isEqualTo(LigneDeCommande.REFUS);
    }

    private Reprise compte(boolean actif, String cerbere) {
        var uuid = UUID.randomUUID();
        var reprise = new Reprise(
                uuid,
                "u-" + uuid,
                null,
                "Tremble",
                "Alix",
                "a-" + uuid + "@exemple.fr",
                "",
                null,
                PreferencesEmail.PARTIEL,
                true,
                false,
                true,
                Set.of());
        utilisateurs.reprendre(reprise);
        assertThat(changer(lien(reprise), BON)).hasStatusOk();
        if (!actif || cerbere != null) {
            jdbc.sql("update utilisateur set actif = :actif, cerbere_login = :login where uuid = :uuid")
                    .param("actif", actif)
                    .param("login", cerbere)
                    .param("uuid", uuid)
                    .update();
        }
        jdbc.sql("delete from lien_de_mot_de_passe where utilisateur = :u")
                .param("u", uuid)
                .update();
        return reprise;
    }

    private String lien(Reprise compte) {
        var lu = JETON.matcher(comptes.lienPour(compte.username()));
        assertThat(lu.find()).isTrue();
        return lu.group(1);
    }

    /** The link in the mail of this address. */
    private String courrielPour(String adresse) {
        var lu = JETON.matcher(texteDuCourrielPour(adresse));
        assertThat(lu.find()).isTrue();
        return lu.group(1);
    }

    /** The mail of this address; mails of other tests are passed over. */
    private String texteDuCourrielPour(String adresse) {
        for (int i = 0; i < 20; i++) {
            var message = rabbit.receive(FILE, 10_000);
            assertThat(message).as("a mail to %s", adresse).isNotNull();
            var corps = json.readTree(message.getBody());
            if (corps.path("destinataires").path(0).asString().equals(adresse)) {
                return corps.path("texte").asString();
            }
        }
        throw new AssertionError("no mail to " + adresse);
    }

    private long duree(String identifiant) {
        long meilleure = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long debut = System.nanoTime();
            connecter(identifiant, "au-hasard");
            meilleure = Math.min(meilleure, System.nanoTime() - debut);
        }
        return meilleure;
    }

    private void ilYA(UUID compte, Duration duree) {
        jdbc.sql("update essai_local set dernier_le = dernier_le - :s * interval '1 second' where cle = :cle")
                .param("s", duree.toSeconds())
                .param("cle", compte.toString())
                .update();
    }

    private MvcTestResult connecter(String identifiant, String motDePasse) {
        return appeler("connexions", Map.of("identifiant", identifiant, "motDePasse", motDePasse));
    }

    private MvcTestResult demander(String identifiant) {
        return appeler("liens", Map.of("identifiant", identifiant));
    }

    private MvcTestResult changer(String jeton, String motDePasse) {
        return appeler("mots-de-passe", Map.of("jeton", jeton, "motDePasse", motDePasse));
    }

    private MvcTestResult changerLeSien(UUID utilisateur, String actuel, String nouveau) {
        return appeler(
                "mots-de-passe/changement",
                Map.of("utilisateur", utilisateur.toString(), "actuel", actuel, "nouveau", nouveau));
    }

    private MvcTestResult appeler(String chemin, Map<String, String> corps) {
        return poster("/interne/local/" + chemin, corps);
    }

    private MvcTestResult poster(String chemin, Map<String, ?> corps) {
        return mvc.post()
                .uri(chemin)
                .headers(h -> h.setBasicAuth("gateway", Voisins.SECRET, StandardCharsets.UTF_8))
                .contentType("application/json")
                .content(json.writeValueAsString(corps))
                .exchange();
    }
}
