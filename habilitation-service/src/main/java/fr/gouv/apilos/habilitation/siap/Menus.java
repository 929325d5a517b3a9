package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.MenuCommun;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/**
 * The menu SIAP shows under an habilitation, kept an hour: it goes with the token of a session, no page asks for it. SIAP
 * being slow or away leaves the menu of before, or none, and holds nobody up. Source: 04 R61, R72 to R74, 05 §11.
 */
@Component
public class Menus {

    private static final Logger LOG = LoggerFactory.getLogger(Menus.class);
    private static final Duration FRAICHEUR = Duration.ofHours(1);
    private static final Duration REPOS = Duration.ofMinutes(1);
    private static final Duration OUBLI = Duration.ofHours(7);

    /** What a sign-in spends on it at most; the answer that comes later serves the next token. */
    private static final Duration ATTENTE = Duration.ofSeconds(1);

    private static final int LIBELLE_MAX = 100;

    private record Cle(String login, long habilitation) {}

    /** @param jusqua when it is asked again */
    private record Garde(@Nullable JsonNode menu, Instant jusqua) {}

    /** How SIAP is asked for a menu. */
    @FunctionalInterface
    interface Source {
        @Nullable
        JsonNode lire(String login, long habilitation);
    }

    private final boolean voulu;
    private final Source source;
    private final ConfigurationSiap configuration;
    private final Clock horloge;
    private final Executor aCote;
    private final Map<Cle, Garde> gardes = new ConcurrentHashMap<>();
    private final Map<Cle, CompletableFuture<Garde>> enCours = new ConcurrentHashMap<>();

    @Autowired
    Menus(
            ClientSiap siap,
            ConfigurationSiap configuration,
            Clock horloge,
            @Value("${apilos.siap.sans-menu}") boolean sansMenu) {
        this(
                siap.configure() && !sansMenu,
                siap::menu,
                configuration,
                horloge,
                Executors.newVirtualThreadPerTaskExecutor());
    }

    Menus(boolean voulu, Source source, ConfigurationSiap configuration, Clock horloge, Executor aCote) {
        this.voulu = voulu;
        this.source = source;
        this.configuration = configuration;
        this.horloge = horloge;
        this.aCote = aCote;
    }

    /**
     * The menu of an habilitation of SIAP.
     *
     * @param habilitation as SIAP numbers it
     * @return nothing when SIAP's addresses cannot be had; the ways back alone when its menu cannot
     */
    public Optional<MenuCommun> de(String login, long habilitation) {
        if (!voulu || login.isEmpty() || habilitation <= 0) {
            return Optional.empty();
        }
        // Asked together, so that both cost one wait.
        var menu = attendre(demander(new Cle(login, habilitation)));
        ConfigurationSiap.Adresses adresses;
        try {
            adresses = configuration.adresses();
        } catch (ErreurMetier e) {
            LOG.warn("No way back to SIAP: {}", e.detail());
            return Optional.empty();
        }
        return Optional.of(new MenuCommun(
                lien(adresses.racine() + adresses.accueil(), habilitation),
                lien(adresses.racine() + "/gerer-habilitations", habilitation),
                lien(adresses.racine() + adresses.operation(), habilitation),
                menu == null ? List.of() : entrees(menu.path("menuItems"), adresses.racine(), habilitation, true)));
    }

    private CompletableFuture<Garde> demander(Cle cle) {
        var connue = gardes.get(cle);
        if (connue != null && horloge.instant().isBefore(connue.jusqua())) {
            return CompletableFuture.completedFuture(connue);
        }
        var neuve = new CompletableFuture<Garde>();
        var partagee = enCours.putIfAbsent(cle, neuve);
        if (partagee != null) {
            return partagee;
        }
        aCote.execute(() -> {
            try {
                var lue = lire(cle, connue == null ? null : connue.menu());
                gardes.put(cle, lue);
                neuve.complete(lue);
            } catch (RuntimeException | Error e) {
                neuve.completeExceptionally(e);
                throw e;
            } finally {
                enCours.remove(cle, neuve);
            }
        });
        return neuve;
    }

    private Garde lire(Cle cle, @Nullable JsonNode precedent) {
        try {
            return new Garde(
                    source.lire(cle.login(), cle.habilitation()),
                    horloge.instant().plus(FRAICHEUR));
        } catch (RestClientException | CallNotPermittedException e) {
            LOG.warn("SIAP's menu of habilitation {} cannot be read: {}", cle.habilitation(), e.toString());
            return new Garde(precedent, horloge.instant().plus(REPOS));
        }
    }

    private static @Nullable JsonNode attendre(CompletableFuture<Garde> demande) {
        try {
            return demande.get(ATTENTE.toMillis(), TimeUnit.MILLISECONDS).menu();
        } catch (TimeoutException | ExecutionException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Scheduled(fixedDelay = 600_000)
    void oublier() {
        var limite = horloge.instant().minus(OUBLI);
        gardes.values().removeIf(garde -> garde.jusqua().isBefore(limite));
    }

    /** R72: two levels; an entry without a label or a way is not shown. */
    private static List<MenuCommun.Entree> entrees(
            JsonNode elements, String racine, long habilitation, boolean premier) {
        return elements.valueStream()
                .map(element -> {
                    var url = texte(element, "url");
                    var sous = premier
                            ? entrees(element.path("menuItems"), racine, habilitation, false)
                            : List.<MenuCommun.Entree>of();
                    return new MenuCommun.Entree(
                            abreger(texte(element, "libelle")),
                            url.isEmpty() ? null : lien(complet(racine, url), habilitation),
                            url.endsWith("/conventions") || url.equals("/operation"),
                            element.path("openNewWindow").asBoolean(false),
                            sous);
                })
                .filter(entree -> !entree.libelle().isEmpty()
                        && (entree.href() != null || !entree.entrees().isEmpty()))
                .toList();
    }

    /** An address of another kind ({@code javascript:}) becomes a path of SIAP, which leads nowhere. */
    private static String complet(String racine, String url) {
        if (url.startsWith("//") || url.startsWith("http://") || url.startsWith("https://")) {
            return url;
        }
        return racine + (url.startsWith("/") ? "" : "/") + url;
    }

    private static String lien(String adresse, long habilitation) {
        return adresse + (adresse.contains("?") ? "&" : "?") + "habilitation_id=" + habilitation;
    }

    private static String abreger(String libelle) {
        return libelle.length() <= LIBELLE_MAX ? libelle : libelle.substring(0, LIBELLE_MAX - 1) + "…";
    }

    private static String texte(JsonNode element, String nom) {
        var valeur = element.path(nom);
        return valeur.isString() ? valeur.asString("").strip() : "";
    }
}
