package fr.gouv.apilos.habilitation.siap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.MenuCommun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** SIAP's addresses and its menu, with SIAP at hand, slow, wrong or away. */
class MenusTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONFIG = """
        {"urlAccesWebOperation": "/operation/mes-operations/editer/<NUM_OPE_SIAP>/informations-generales",
         "racineUrlAccesWeb": "https://siap.example/", "version": "0.4", "urlAccesWeb": "/tableau-bord"}\
        """;

    /** 05 §13, and an entry that is not one. */
    private static final String MENU = """
        {"menuItems":[{"libelle":"Tableau de bord","active":true,"url":"/tableau-bord","menuItems":[]},
        {"libelle":"Habilitation","active":false,"url":"/admin-habilitation","menuItems":[
          {"libelle":"Gestion des demandes","url":"/admin-habilitation/gestion?etat=1","menuItems":[]},
          {"libelle":"Guide","url":"//guide.example/siap","openNewWindow":true}]},
        {"libelle":"Mes opérations","url":"/operation","menuItems":[
          {"libelle":"Financement","url":"/operation/mes-operations","menuItems":[]},
          {"libelle":"Conventionnement","url":"https://apilos.example/conventions","menuItems":[]}]},
        {"libelle":"Piège","url":"javascript:alert(1)"},
        {"libelle":"Sans rien","url":null,"menuItems":[]},{"libelle":"","url":"/rien"}]}\
        """;

    private final Montre montre = new Montre();

    @Test
    void R72_R74_the_menu_has_two_levels_with_full_addresses_under_the_habilitation_in_force() {
        var menu = menus(() -> lire(MENU)).de("camille", 5).orElseThrow();
        assertThat(menu.tableauDeBord()).isEqualTo("https://siap.example/tableau-bord?habilitation_id=5");
        assertThat(menu.gestionDesHabilitations())
                .isEqualTo("https://siap.example/gerer-habilitations?habilitation_id=5");
        assertThat(menu.operation("20220600006"))
                .isEqualTo("https://siap.example/operation/mes-operations/editer/20220600006/informations-generales"
                        + "?habilitation_id=5");
        assertThat(menu.entrees())
                .extracting(MenuCommun.Entree::libelle)
                .containsExactly("Tableau de bord", "Habilitation", "Mes opérations", "Piège");
        var habilitation = menu.entrees().get(1);
        assertThat(habilitation.courante()).isFalse();
        assertThat(habilitation.entrees())
                .containsExactly(
                        new MenuCommun.Entree(
                                "Gestion des demandes",
                                "https://siap.example/admin-habilitation/gestion?etat=1&habilitation_id=5",
                                false,
                                false,
                                List.of()),
                        new MenuCommun.Entree(
                                "Guide", "//guide.example/siap?habilitation_id=5", false, true, List.of()));
        var operations = menu.entrees().get(2);
        assertThat(operations.courante()).isTrue();
        assertThat(operations.entrees())
                .extracting(MenuCommun.Entree::href, MenuCommun.Entree::courante)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "https://siap.example/operation/mes-operations?habilitation_id=5", false),
                        org.assertj.core.groups.Tuple.tuple(
                                "https://apilos.example/conventions?habilitation_id=5", true));
        assertThat(menu.entrees().get(3).href()).as("never a script").startsWith("https://siap.example/javascript");
    }

    @Test
    void R61_the_menu_is_kept_an_hour_by_habilitation_and_the_one_of_before_serves_while_siap_is_away() {
        var appels = new AtomicInteger();
        var reponses = new ArrayList<Supplier<JsonNode>>();
        Menus menus = menus(() -> {
            appels.incrementAndGet();
            return reponses.isEmpty() ? lire(MENU) : reponses.removeFirst().get();
        });
        menus.de("camille", 5);
        menus.de("camille", 5);
        assertThat(appels).hasValue(1);
        menus.de("camille", 6);
        assertThat(appels).hasValue(2);
        montre.avancer(Duration.ofMinutes(61));
        reponses.add(() -> {
            throw new ResourceAccessException("SIAP is away");
        });
        assertThat(menus.de("camille", 5).orElseThrow().entrees()).hasSize(4);
        assertThat(appels).hasValue(3);
        menus.de("camille", 5);
        assertThat(appels).as("left alone for a minute").hasValue(3);
        montre.avancer(Duration.ofSeconds(61));
        menus.de("camille", 5);
        assertThat(appels).hasValue(4);
    }

    @Test
    void R62_no_menu_holds_nobody_up_and_the_ways_back_stay() throws Exception {
        var lache = new CountDownLatch(1);
        try (var fils = Executors.newVirtualThreadPerTaskExecutor()) {
            var menus = new Menus(
                    true,
                    (_, _) -> {
                        try {
                            lache.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return lire(MENU);
                    },
                    configuration(() -> lire(CONFIG)),
                    montre,
                    fils);
            var debut = System.nanoTime();
            var sans = menus.de("camille", 5).orElseThrow();
            assertThat(Duration.ofNanos(System.nanoTime() - debut)).isLessThan(Duration.ofSeconds(5));
            assertThat(sans.entrees()).isEmpty();
            assertThat(sans.operation()).contains("<NUM_OPE_SIAP>");
            lache.countDown();
        }
        var refuse = menus(() -> {
            throw new ResourceAccessException("no");
        });
        assertThat(refuse.de("camille", 5).orElseThrow().entrees()).isEmpty();
        assertThat(menus(() -> lire("[]")).de("camille", 5).orElseThrow().entrees())
                .isEmpty();
    }

    @Test
    void nobody_of_siap_has_a_menu_of_siap() {
        var menus = menus(() -> lire(MENU));
        assertThat(menus.de("", 5)).isEmpty();
        assertThat(menus.de("camille", 0)).isEmpty();
        assertThat(new Menus(false, (_, _) -> lire(MENU), configuration(() -> lire(CONFIG)), montre, DIRECT)
                        .de("camille", 5))
                .as("NO_SIAP_MENU")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"racineUrlAccesWeb", "urlAccesWeb", "urlAccesWebOperation"})
    void R76_an_address_that_is_missing_or_empty_is_an_error_of_siap(String nom) {
        for (var valeur : new String[] {null, "", " "}) {
            var config = (ObjectNode) lire(CONFIG);
            if (valeur == null) {
                config.remove(nom);
            } else {
                config.put(nom, valeur);
            }
            assertThatThrownBy(() -> configuration(() -> config).adresses())
                    .isInstanceOfSatisfying(ErreurMetier.class, e -> {
                        assertThat(e.code()).isEqualTo(ErreurSiap.SIAP_CONFIGURATION);
                        assertThat(e.detail()).contains(nom);
                    });
        }
        assertThat(new Menus(true, (_, _) -> lire(MENU), configuration(() -> lire("{}")), montre, DIRECT)
                        .de("camille", 5))
                .isEmpty();
    }

    @Test
    void R76_a_root_that_is_no_address_is_refused() {
        for (var racine : List.of("siap.example", "javascript:alert(1)", "ftp://siap.example", "https:///x")) {
            var config = ((ObjectNode) lire(CONFIG)).put("racineUrlAccesWeb", racine);
            assertThatThrownBy(() -> configuration(() -> config).adresses()).isInstanceOf(ErreurMetier.class);
        }
    }

    @Test
    void R76_D18_the_addresses_are_read_once_again_after_60_minutes_and_the_last_good_ones_are_kept() {
        var appels = new AtomicInteger();
        var racine = new String[] {"https://siap.example"};
        var configuration = configuration(() -> {
            appels.incrementAndGet();
            if (racine[0] == null) {
                throw new ErreurMetier(ErreurCommune.INDISPONIBLE, "SIAP ne répond pas.");
            }
            return ((ObjectNode) lire(CONFIG)).put("racineUrlAccesWeb", racine[0]);
        });
        for (int i = 0; i < 10; i++) {
            assertThat(configuration.adresses().racine()).isEqualTo("https://siap.example");
        }
        assertThat(appels).hasValue(1);
        montre.avancer(Duration.ofMinutes(59));
        configuration.adresses();
        assertThat(appels).hasValue(1);
        racine[0] = null;
        montre.avancer(Duration.ofMinutes(2));
        assertThat(configuration.adresses().racine()).isEqualTo("https://siap.example");
        assertThat(configuration.adresses().racine()).isEqualTo("https://siap.example");
        assertThat(appels).as("left alone for a minute").hasValue(2);
        racine[0] = "https://siap2.example";
        montre.avancer(Duration.ofMinutes(2));
        configuration.adresses();
        assertThat(configuration.adresses().racine()).isEqualTo("https://siap2.example");
        assertThat(appels).hasValue(3);
    }

    @Test
    void R76_siap_away_at_the_first_reading_is_asked_again_a_minute_later_and_not_at_each_page() {
        var appels = new AtomicInteger();
        var configuration = configuration(() -> {
            if (appels.incrementAndGet() == 1) {
                throw new ErreurMetier(ErreurCommune.INDISPONIBLE, "SIAP ne répond pas.");
            }
            return lire(CONFIG);
        });
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(configuration::adresses).isInstanceOf(ErreurMetier.class);
        }
        assertThat(appels).hasValue(1);
        montre.avancer(Duration.ofSeconds(61));
        assertThat(configuration.adresses().racine()).isEqualTo("https://siap.example");
    }

    private static final Executor DIRECT = Runnable::run;

    private Menus menus(Supplier<JsonNode> menu) {
        return new Menus(true, (_, _) -> menu.get(), configuration(() -> lire(CONFIG)), montre, DIRECT);
    }

    private ConfigurationSiap configuration(Supplier<JsonNode> config) {
        return new ConfigurationSiap(config::get, montre, DIRECT);
    }

    private static JsonNode lire(String texte) {
        return JSON.readTree(texte);
    }

    /** A clock that goes when it is told. */
    private static final class Montre extends Clock {
        private Instant maintenant = Instant.parse("2026-03-02T10:00:00Z");

        void avancer(Duration duree) {
            maintenant = maintenant.plus(duree);
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return maintenant;
        }
    }
}
