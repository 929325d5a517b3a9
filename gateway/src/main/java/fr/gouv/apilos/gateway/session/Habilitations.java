package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.web.MenuCommun;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks habilitation-service who somebody is and which token they carry. */
@Component
public class Habilitations {

    /** Attribute of a request that holds the internal token it is passed on with. */
    public static final String JETON = "apilos.jeton";

    /** Attribute of a request that holds the menu it is passed on with. */
    public static final String MENU = "apilos.menu";

    private static final Logger LOG = LoggerFactory.getLogger(Habilitations.class);
    private static final Duration MARGE = Duration.ofMinutes(1);

    private final RestClient client;
    private final JsonMapper json;
    private final Clock horloge;
    private final Map<Cle, CompletableFuture<Laisse>> jetons = new ConcurrentHashMap<>();

    Habilitations(
            RestClient.Builder client,
            JsonMapper json,
            Clock horloge,
            @Value("${apilos.services.habilitation}") String adresse,
            @Value("${CLIENT_SECRET:}") String secret) {
        var fabrique = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());
        // Opening an access asks SIAP, which may be slow.
        fabrique.setReadTimeout(Duration.ofSeconds(15));
        this.client = client.baseUrl(adresse)
                .requestFactory(fabrique)
                .defaultHeaders(entetes -> entetes.setBasicAuth("gateway", secret))
                .build();
        this.json = json;
        this.horloge = horloge;
    }

    /** Whose token it is. */
    private sealed interface Cle {

        /** Where it is asked. */
        String chemin();

        /** What is sent there. */
        Map<String, Object> demande();

        /** @param acteur who uses the account of somebody else, or null */
        record DeSession(
                UUID utilisateur,
                long habilitation,
                @Nullable UUID acteur) implements Cle {

            @Override
            public String chemin() {
                return "/interne/jetons";
            }

            @Override
            public Map<String, Object> demande() {
                var demande = new HashMap<String, Object>();
                demande.put("utilisateur", utilisateur);
                demande.put("habilitation", habilitation);
                if (acteur != null) {
                    demande.put("acteur", acteur);
                }
                return demande;
            }
        }

        /** Somebody SIAP speaks for, who may have no account here. */
        record DeSiap(String login, long habilitation) implements Cle {

            @Override
            public String chemin() {
                return "/interne/siap/jetons";
            }

            @Override
            public Map<String, Object> demande() {
                return Map.of("login", login, "habilitation", habilitation);
            }
        }
    }

    /** @param menu what the pages of its habilitation show beside, null where SIAP gives none */
    private record Jeton(
            String jeton, Instant expireLe, @Nullable MenuCommun menu) {}

    /**
     * What the requests of an habilitation are passed on with, kept until shortly before the token ends.
     *
     * @param jeton internal token
     * @param menu the menu shared with SIAP, null for none
     * @param entete the same as a header, written once
     */
    public record Laisse(
            String jeton,
            Instant expireLe,
            @Nullable MenuCommun menu,
            @Nullable String entete) {}

    private record Utilisateur(UUID uuid, String nom, String email, boolean staff) {}

    private record Change(UUID utilisateur) {}

    private record Ouverte(Utilisateur utilisateur, List<Connexion.HabilitationOfferte> habilitations, long active) {}

    /**
     * Opens the access of somebody Cerbère has identified.
     *
     * @throws ErreurMetier 403 without a usable habilitation, 503 when the service is away
     */
    public Connexion ouvrir(
            String identifiant, String login, @Nullable String nom, @Nullable String prenom, @Nullable String email) {
        var demande = Map.of(
                "identifiant",
                identifiant,
                "cerbereLogin",
                login,
                "nom",
                Objects.requireNonNullElse(nom, ""),
                "prenom",
                Objects.requireNonNullElse(prenom, ""),
                "email",
                Objects.requireNonNullElse(email, ""));
        return connexion(appeler("/interne/connexions", demande, Ouverte.class));
    }

    /**
     * Opens the access of somebody who knows the password of a local account.
     *
     * @throws Refus 403 {@code IDENTIFIANTS_REFUSES}, whatever is wrong
     */
    public Connexion ouvrirAvecMotDePasse(String identifiant, String motDePasse) {
        return connexion(appeler(
                "/interne/local/connexions",
                Map.of("identifiant", identifiant, "motDePasse", motDePasse),
                Ouverte.class));
    }

    /**
     * Opens the access of somebody an OpenID Connect provider has identified.
     *
     * @param emailVerifie what the provider says of the address, or null when it says nothing
     * @throws Refus 403 when no account, or no usable habilitation, is theirs
     */
    public Connexion ouvrirAvecOidc(
            String emetteur, String sujet, @Nullable String email, @Nullable Boolean emailVerifie) {
        var demande = new HashMap<String, Object>();
        demande.put("emetteur", emetteur);
        demande.put("sujet", sujet);
        demande.put("email", Objects.requireNonNullElse(email, ""));
        if (emailVerifie != null) {
            demande.put("emailVerifie", emailVerifie);
        }
        return connexion(appeler("/interne/oidc/connexions", demande, Ouverte.class));
    }

    /** Has a link sent to whoever owns this name, if somebody does. */
    public void demanderUnLien(String identifiant) {
        appeler("/interne/local/liens", Map.of("identifiant", identifiant));
    }

    /**
     * Chooses a password with the link that was sent.
     *
     * @return whose account it is
     * @throws Refus 410 when the link serves no more, 422 when the password is refused
     */
    public UUID changerDeMotDePasse(String jeton, String motDePasse) {
        var change =
                appeler("/interne/local/mots-de-passe", Map.of("jeton", jeton, "motDePasse", motDePasse), Change.class);
        return change.utilisateur();
    }

    /**
     * Changes the password of somebody signed in, who shows the one they have.
     *
     * @throws Refus 403 {@code IDENTIFIANTS_REFUSES} when it is not theirs, 422 when the new one is refused
     */
    public void changerSonMotDePasse(UUID utilisateur, String actuel, String nouveau) {
        appeler(
                "/interne/local/mots-de-passe/changement",
                Map.of("utilisateur", utilisateur, "actuel", actuel, "nouveau", nouveau));
    }

    /**
     * Asks again which habilitations somebody signed in holds; the one in force stays when it is still theirs.
     *
     * @throws ErreurMetier as {@link #ouvrir}
     */
    public Connexion actualiser(Connexion connexion) {
        var lue = connexion(appeler(
                "/interne/connexions/actualisation", Map.of("utilisateur", connexion.utilisateur()), Ouverte.class));
        return lue.habilitations().stream().anyMatch(h -> h.id() == connexion.active())
                ? lue.avec(connexion.active())
                : lue;
    }

    private static Connexion connexion(Ouverte ouverte) {
        var qui = ouverte.utilisateur();
        return new Connexion(
                qui.uuid(), qui.nom(), qui.email(), qui.staff(), ouverte.habilitations(), ouverte.active());
    }

    /**
     * The internal token of a connexion, good for at least a minute.
     *
     * @throws ErreurMetier 403 when the habilitation was withdrawn, 503 when the service is away
     */
    public String jeton(Connexion connexion) {
        return laisse(connexion).jeton();
    }

    /** The token and what goes with it, as {@link #jeton}: one call for all the requests of its life. */
    public Laisse laisse(Connexion connexion) {
        return laisse(cle(connexion));
    }

    /** The menu of the habilitation in force, if it is known here: nothing is asked of anybody. */
    public Optional<MenuCommun> menuConnu(Connexion connexion) {
        var connu = jetons.get(cle(connexion));
        return connu != null && connu.state() == Future.State.SUCCESS
                ? Optional.ofNullable(connu.resultNow().menu())
                : Optional.empty();
    }

    private static Cle cle(Connexion connexion) {
        var detour = connexion.detour();
        return new Cle.DeSession(
                connexion.utilisateur(),
                connexion.active(),
                detour == null ? null : detour.retour().utilisateur());
    }

    /**
     * The internal token of somebody SIAP speaks for, asked once for all the calls of its life (04 R80).
     *
     * @throws ErreurMetier 403 when SIAP does not give them this habilitation, 503 when it cannot be known
     */
    public String jetonDeSiap(String login, long habilitation) {
        return laisse(new Cle.DeSiap(login, habilitation)).jeton();
    }

    private Laisse laisse(Cle cle) {
        var demande = new CompletableFuture<Laisse>();
        // One call for all the requests of a page that wait for the same token; its failure is theirs too.
        var partage = jetons.compute(cle, (_, connu) -> connu != null && utilisable(connu) ? connu : demande);
        if (partage == demande) {
            try {
                demande.complete(demander(cle));
            } catch (RuntimeException | Error e) {
                jetons.remove(cle, demande);
                demande.completeExceptionally(e);
                throw e;
            }
        }
        try {
            return partage.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErreurMetier erreur) {
                throw erreur;
            }
            throw e;
        }
    }

    /** Forgets the tokens of somebody who leaves. */
    public void oublier(UUID utilisateur) {
        jetons.keySet()
                .removeIf(cle -> cle instanceof Cle.DeSession session
                        && session.utilisateur().equals(utilisateur));
    }

    @Scheduled(fixedDelay = 60_000)
    void oublierLesExpires() {
        jetons.values().removeIf(jeton -> !utilisable(jeton));
    }

    /** On its way, or good for a while yet. */
    private boolean utilisable(CompletableFuture<Laisse> jeton) {
        return switch (jeton.state()) {
            case RUNNING -> true;
            case SUCCESS -> jeton.resultNow().expireLe().minus(MARGE).isAfter(horloge.instant());
            case FAILED, CANCELLED -> false;
        };
    }

    private Laisse demander(Cle cle) {
        var jeton = appeler(cle.chemin(), cle.demande(), Jeton.class);
        var menu = jeton.menu();
        return new Laisse(
                jeton.jeton(),
                jeton.expireLe(),
                menu,
                menu == null ? null : menu.ecrire().orElse(null));
    }

    /** Whose account somebody would work under. */
    public record Emprunte(String nom, String email) {}

    /** @throws Refus 403 for whoever may not work under this account */
    public Emprunte apercuDuDetour(Connexion acteur, UUID utilisateur) {
        return appeler("/interne/detours/apercu", detour(acteur, utilisateur), Emprunte.class);
    }

    /** @throws Refus 403 for whoever may not work under this account */
    public Connexion detourner(Connexion acteur, UUID utilisateur, Instant jusqua) {
        return connexion(appeler("/interne/detours", detour(acteur, utilisateur), Ouverte.class))
                .detournee(acteur, jusqua);
    }

    /** Has the end noted. */
    public void finirLeDetour(Connexion acteur, UUID utilisateur) {
        appeler("/interne/detours/fin", detour(acteur, utilisateur));
    }

    private static Map<String, ?> detour(Connexion acteur, UUID utilisateur) {
        return Map.of("acteur", acteur.utilisateur(), "utilisateur", utilisateur);
    }

    private <T> T appeler(String chemin, Map<String, ?> corps, Class<T> type) {
        return Objects.requireNonNull(
                essayer(() -> client.post().uri(chemin).body(corps).retrieve().body(type)));
    }

    private void appeler(String chemin, Map<String, ?> corps) {
        essayer(() -> client.post().uri(chemin).body(corps).retrieve().toBodilessEntity());
    }

    private <T> @Nullable T essayer(Supplier<@Nullable T> appel) {
        try {
            return appel.get();
        } catch (HttpClientErrorException.Forbidden e) {
            throw refus(ErreurCommune.INTERDIT, e.getResponseBodyAsString());
        } catch (HttpClientErrorException.Gone e) {
            throw refus(ErreurCommune.SUPPRIME, e.getResponseBodyAsString());
        } catch (HttpClientErrorException.UnprocessableContent e) {
            throw refus(ErreurCommune.INVALIDE, e.getResponseBodyAsString());
        } catch (HttpServerErrorException.ServiceUnavailable e) {
            throw deSiap(e.getResponseBodyAsString()).orElseGet(Habilitations::absent);
        } catch (RestClientException e) {
            throw absent();
        }
    }

    private static ErreurMetier absent() {
        return new ErreurMetier(
                ErreurCommune.INDISPONIBLE,
                "Le service des habilitations ne répond pas. Votre session est gardée : réessayez dans une minute.");
    }

    /** The service answers and SIAP does not: the page says so (04 R62, R136). */
    private Optional<ErreurMetier> deSiap(String corps) {
        try {
            var probleme = json.readTree(corps);
            return probleme.path("type").asString("").endsWith(":" + ErreurCommune.SIAP_INDISPONIBLE.name())
                    ? Optional.of(new ErreurMetier(
                            ErreurCommune.SIAP_INDISPONIBLE,
                            probleme.path("detail").asString("SIAP ne répond pas.")))
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private ErreurMetier refus(ErreurCommune code, String corps) {
        var detail = "Votre compte n’a pas d’habilitation valable pour APiLos.";
        var motif = code.name();
        try {
            var probleme = json.readTree(corps);
            detail = probleme.path("detail").asString(detail);
            motif = probleme.path("type").asString(motif).replaceFirst("^.*:", "");
        } catch (JacksonException e) {
            LOG.warn("A refusal of habilitation-service could not be read: {}", e.getMessage());
        }
        return new Refus(code, motif, detail);
    }
}
