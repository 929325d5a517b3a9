package fr.gouv.apilos.referentiel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.testing.JetonDeTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes: numbered in the order of commits, told again from any number, conditional requests. */
@EssaiDeService
class JournalPersistanceIT {

    private static final AtomicInteger NUMERO = new AtomicInteger(300_000_000);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Journal journal;

    @Autowired
    JsonMapper json;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void a_consumer_that_was_off_ends_identical_to_the_source() {
        var avant = journal.derniere();
        var copie = new TreeMap<UUID, Long>();
        // It copies everything, then goes away.
        JsonNode page;
        String apres = "";
        do {
            page = lire("/api/v1/bailleurs?taille=100" + apres);
            page.path("elements")
                    .forEach(b -> copie.put(
                            UUID.fromString(b.path("uuid").asString()),
                            b.path("version").asLong()));
            apres = "&apres=" + page.path("suivant").asString("");
        } while (!page.path("suivant").isNull());
        // Meanwhile things happen, several times to the same one.
        var vus = new ArrayList<UUID>();
        for (int i = 0; i < 30; i++) {
            var b = bailleur("Pendant l’absence " + i);
            vus.add(b.uuid());
            bailleurs.ecrire(b.avecParent(vus.getFirst().equals(b.uuid()) ? null : vus.getFirst()));
        }
        bailleurs.ecrire(bailleurs.un(vus.getLast()).efface());
        // Back again: what it missed, from the number it knew, in small pages.
        long depuis = avant;
        do {
            page = lire("/api/v1/changements?taille=7&depuis=" + depuis);
            for (var redite : page.path("elements")) {
                depuis = redite.path("sequence").asLong();
                var b = redite.path("message").path("bailleur");
                if (redite.path("type").asString().equals("bailleur.modifie.v1")) {
                    copie.merge(
                            UUID.fromString(b.path("uuid").asString()),
                            b.path("version").asLong(),
                            Math::max);
                }
            }
        } while (depuis < page.path("derniere").asLong());
        assertThat(copie.keySet()).containsAll(vus);
        var empreinte = lire("/api/v1/bailleurs/empreinte");
        assertThat(empreinte.path("nombre").asLong()).isEqualTo(copie.size());
        assertThat(empreinte.path("sha256").asString()).isEqualTo(sha256(copie));
    }

    @Test
    void numbers_never_appear_after_a_greater_one_was_read() throws Exception {
        var depart = journal.derniere();
        var vus = new ArrayList<Long>();
        var fini = new AtomicBoolean();
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            var lecteur = executeur.submit(() -> {
                long curseur = depart;
                while (!fini.get() || !journal.depuis(curseur, 1).isEmpty()) {
                    for (var c : journal.depuis(curseur, 3)) {
                        vus.add(c.sequence());
                        curseur = c.sequence();
                    }
                }
            });
            var ecrivains = new ArrayList<java.util.concurrent.Future<?>>();
            for (int e = 0; e < 4; e++) {
                ecrivains.add(executeur.submit(() -> {
                    for (int i = 0; i < 15; i++) {
                        var deux = i;
                        new TransactionTemplate(transactions).executeWithoutResult(statut -> {
                            bailleur("Course " + deux);
                            bailleur("Course bis " + deux);
                            if (deux % 5 == 0) {
                                statut.setRollbackOnly();
                            }
                        });
                    }
                }));
            }
            for (var ecrivain : ecrivains) {
                ecrivain.get(60, TimeUnit.SECONDS);
            }
            fini.set(true);
            lecteur.get(60, TimeUnit.SECONDS);
        }
        var tous =
                journal.depuis(depart, 1000).stream().map(Changement::sequence).toList();
        assertThat(vus).containsExactlyElementsOf(tous);
    }

    @Test
    void transactions_that_write_the_same_rows_in_opposite_orders_never_wait_for_each_other() throws Exception {
        var un = bailleur("Croisé un");
        var autre = bailleur("Croisé autre");
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            var tous = new ArrayList<java.util.concurrent.Future<?>>();
            for (int e = 0; e < 4; e++) {
                var premier = e % 2 == 0 ? un : autre;
                var second = e % 2 == 0 ? autre : un;
                tous.add(executeur.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        new TransactionTemplate(transactions).executeWithoutResult(statut -> {
                            bailleurs.modifier(premier.uuid(), b -> basculer(b), null);
                            bailleurs.modifier(second.uuid(), b -> basculer(b), null);
                        });
                    }
                }));
            }
            for (var une : tous) {
                une.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(bailleurs.un(un.uuid()).version()).isEqualTo(un.version() + 40);
        assertThat(bailleurs.un(autre.uuid()).version()).isEqualTo(autre.version() + 40);
    }

    private static Bailleur basculer(Bailleur b) {
        return b.supprime() ? b.retabli() : b.efface();
    }

    @Test
    void a_change_rolled_back_leaves_no_trace() {
        var depart = journal.derniere();
        new TransactionTemplate(transactions).executeWithoutResult(statut -> {
            bailleur("Annulé");
            statut.setRollbackOnly();
        });
        assertThat(journal.depuis(depart, 10)).isEmpty();
    }

    @Test
    void requests_may_be_conditional() {
        var b = bailleur("Conditionnel");
        var lu = requete("/api/v1/bailleurs/" + b.uuid(), Map.of());
        assertThat(lu).hasStatusOk().hasHeader("ETag", "\"" + b.version() + "\"");
        assertThat(requete("/api/v1/bailleurs/" + b.uuid(), Map.of("If-None-Match", "\"" + b.version() + "\"")))
                .hasStatus(304);
        var liste = requete("/api/v1/bailleurs?taille=10", Map.of());
        var tag = String.valueOf(liste.getResponse().getHeader("ETag"));
        assertThat(requete("/api/v1/bailleurs?taille=10", Map.of("If-None-Match", tag)))
                .hasStatus(304);
        bailleurs.ecrire(b.avecParent(null).efface());
        assertThat(requete("/api/v1/bailleurs?taille=10", Map.of("If-None-Match", tag)))
                .hasStatusOk();
        assertThat(requete("/api/v1/changements", Map.of())).hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/changements").with(JetonDeTest.de(JetonDeTest.administrateur())))
                .hasStatus(403);
    }

    @Test
    void writes_say_which_version_they_change() {
        var b = bailleur("À écrire");
        var fiche = new HashMap<String, Object>(Map.of(
                "nom", "Écrit", "siret", b.siret(), "natureBailleur", "HLM", "sousNatureBailleur", "NONRENSEIGNE"));
        assertThat(ecrire(b.uuid(), fiche, null)).hasStatus(428);
        assertThat(ecrire(b.uuid(), fiche, "\"99\"")).hasStatus(412);
        assertThat(ecrire(b.uuid(), fiche, "\"" + b.version() + "\""))
                .hasStatusOk()
                .hasHeader("ETag", "\"" + (b.version() + 1) + "\"");
        assertThat(ecrire(b.uuid(), fiche, "\"" + b.version() + "\"")).hasStatus(412);
        fiche.remove("nom");
        assertThat(ecrire(b.uuid(), fiche, "*")).hasStatus(422).bodyText().contains("Indiquez le nom");
        assertThat(ecrire(UUID.randomUUID(), Map.of("nom", "a", "siret", "b", "natureBailleur", "HLM"), "*"))
                .hasStatus(404);
        assertThat(bailleurs.un(b.uuid()).nom()).isEqualTo("Écrit");
    }

    @Test
    void two_people_who_change_the_same_sheet_at_once_are_not_both_right() throws Exception {
        var b = bailleur("Disputé");
        var depart = new CountDownLatch(1);
        var reussites = new AtomicInteger();
        try (var executeur = Executors.newVirtualThreadPerTaskExecutor()) {
            var tous = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 6; i++) {
                var ville = "V" + i;
                tous.add(executeur.submit(() -> {
                    depart.await();
                    var fiche = new HashMap<String, Object>(
                            Map.of("nom", "Disputé", "siret", b.siret(), "natureBailleur", "HLM", "ville", ville));
                    if (ecrire(b.uuid(), fiche, "\"" + b.version() + "\"")
                                    .getResponse()
                                    .getStatus()
                            == 200) {
                        reussites.incrementAndGet();
                    }
                    return null;
                }));
            }
            depart.countDown();
            for (var un : tous) {
                un.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(reussites).hasValue(1);
    }

    private MvcTestResult ecrire(UUID uuid, Map<String, Object> fiche, String ifMatch) {
        var requete = mvc.put()
                .uri("/api/v1/bailleurs/" + uuid)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(fiche))
                .with(JetonDeTest.de(JetonDeTest.service()));
        if (ifMatch != null) {
            requete.header("If-Match", ifMatch);
        }
        return requete.exchange();
    }

    private MvcTestResult requete(String chemin, Map<String, String> entetes) {
        var requete = mvc.get().uri(chemin).with(JetonDeTest.de(JetonDeTest.service()));
        entetes.forEach(requete::header);
        return requete.exchange();
    }

    private JsonNode lire(String chemin) {
        var reponse = requete(chemin, Map.of());
        assertThat(reponse).hasStatusOk();
        return json.readTree(new String(reponse.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static String sha256(TreeMap<UUID, Long> copie) {
        var lignes = copie.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .sorted()
                .toList();
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", lignes).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bailleur bailleur(String nom) {
        return bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                "",
                new Bailleur.Fiche(
                        nom,
                        String.valueOf(NUMERO.incrementAndGet()),
                        "HLM",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
    }
}
