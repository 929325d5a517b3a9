package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Privilege escalation, tried on every write route of a service by every kind of caller. The routes are those Spring
 * serves: one without a declared rule, or a rule without a route, fails the build. A caller outside the rule must be
 * refused for its rights (401, 403), not for its input, and must leave the database as it was; a caller inside must not
 * be, or the refusals would prove nothing.
 */
public abstract class SecuriteDesRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SecuriteDesRoutes.class);
    private static final Set<RequestMethod> ECRITURES =
            EnumSet.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

    /** Who calls. « en place » means that the object of the route is inside the perimeter. */
    public enum Appelant {
        ANONYME,
        BAILLEUR_AILLEURS,
        BAILLEUR_SANS_BAILLEUR,
        INSTRUCTEUR_AILLEURS,
        INSTRUCTEUR_SANS_ADMINISTRATION,
        DEPARTEMENT_AILLEURS,
        REGION_AILLEURS,
        LECTURE_BAILLEUR_EN_PLACE,
        LECTURE_INSTRUCTEUR_EN_PLACE,
        LECTURE_NATIONALE,
        ASSOCIATION_HLM,
        PARTENAIRE,
        /** A read-only habilitation whose token says more than it should. */
        LECTURE_AVEC_TROP_DE_DROITS,
        SANS_DROIT,
        BAILLEUR_EN_PLACE,
        INSTRUCTEUR_EN_PLACE,
        DEPARTEMENT_EN_PLACE,
        REGION_EN_PLACE,
        ADMINISTRATION_CENTRALE,
        STAFF,
        PROGRAMME;

        /** Who that is for a route that acts there; null for nobody. */
        public @Nullable Identite identite(Cible cible) {
            return switch (this) {
                case ANONYME -> null;
                case BAILLEUR_AILLEURS -> JetonDeTest.bailleur(UUID.randomUUID());
                case BAILLEUR_SANS_BAILLEUR -> JetonDeTest.bailleur();
                case INSTRUCTEUR_AILLEURS -> JetonDeTest.instructeur(UUID.randomUUID());
                case INSTRUCTEUR_SANS_ADMINISTRATION -> JetonDeTest.instructeur();
                case DEPARTEMENT_AILLEURS -> JetonDeTest.instructeurDepartemental("974");
                case REGION_AILLEURS -> JetonDeTest.duProfil("DIR_REG", false, region("4"));
                case LECTURE_BAILLEUR_EN_PLACE -> JetonDeTest.bailleurLectureSeule(cible.bailleur());
                case LECTURE_INSTRUCTEUR_EN_PLACE ->
                    JetonDeTest.duProfil(
                            "SER_GEST",
                            true,
                            JetonDeTest.instructeur(cible.administration()).perimetre());
                case LECTURE_NATIONALE -> JetonDeTest.lectureSeule();
                case ASSOCIATION_HLM -> JetonDeTest.duProfil("ASS_HLM", true, Perimetre.NATIONAL);
                case PARTENAIRE -> JetonDeTest.duProfil("PARTENAIRES", true, Perimetre.NATIONAL);
                case LECTURE_AVEC_TROP_DE_DROITS -> {
                    var modele = JetonDeTest.administrateur();
                    yield JetonDeTest.identite(
                            modele.profil(), modele.typologie(), modele.permissions(), true, Perimetre.NATIONAL);
                }
                case SANS_DROIT -> {
                    var modele = JetonDeTest.administrateur();
                    yield JetonDeTest.identite(
                            modele.profil(), modele.typologie(), Set.of(), false, Perimetre.NATIONAL);
                }
                case BAILLEUR_EN_PLACE -> JetonDeTest.bailleur(cible.bailleur());
                case INSTRUCTEUR_EN_PLACE -> JetonDeTest.instructeur(cible.administration());
                case DEPARTEMENT_EN_PLACE -> JetonDeTest.instructeurDepartemental(cible.departement());
                case REGION_EN_PLACE -> JetonDeTest.duProfil("DIR_REG", false, region(cible.region()));
                case ADMINISTRATION_CENTRALE -> JetonDeTest.administrateur();
                case STAFF -> JetonDeTest.staff();
                case PROGRAMME -> JetonDeTest.service();
            };
        }

        private static Perimetre region(String code) {
            return new Perimetre(false, code, null, null, null, Set.of());
        }
    }

    /** Nobody who shows a token of ours: the route has another door, tested where it stands. */
    protected static final Set<Appelant> PERSONNE = EnumSet.noneOf(Appelant.class);

    /** Programs alone. */
    protected static final Set<Appelant> PROGRAMMES = EnumSet.of(Appelant.PROGRAMME);

    /** The support team and programs. */
    protected static final Set<Appelant> EXPLOITATION = EnumSet.of(Appelant.STAFF, Appelant.PROGRAMME);

    /** Who may validate or change what is on the side of the State, on an object of the perimeter. */
    protected static final Set<Appelant> INSTRUIRE = EnumSet.of(
            Appelant.INSTRUCTEUR_EN_PLACE,
            Appelant.DEPARTEMENT_EN_PLACE,
            Appelant.REGION_EN_PLACE,
            Appelant.ADMINISTRATION_CENTRALE,
            Appelant.STAFF,
            Appelant.PROGRAMME);

    /** Who may change an object of the perimeter. */
    protected static final Set<Appelant> MODIFIER = avec(INSTRUIRE, Appelant.BAILLEUR_EN_PLACE);

    /** Who may read an object of the perimeter. */
    protected static final Set<Appelant> VOIR = avec(
            MODIFIER,
            Appelant.LECTURE_BAILLEUR_EN_PLACE,
            Appelant.LECTURE_INSTRUCTEUR_EN_PLACE,
            Appelant.LECTURE_NATIONALE,
            Appelant.ASSOCIATION_HLM,
            Appelant.PARTENAIRE,
            Appelant.LECTURE_AVEC_TROP_DE_DROITS);

    /** Whom a route acts upon, and where it stands. */
    public record Cible(
            UUID bailleur, UUID administration, String region, String departement, Map<String, ?> variables) {

        /** Nothing of anybody: the rule looks at the caller alone. */
        public static Cible aucune(Map<String, ?> variables) {
            return new Cible(UUID.randomUUID(), UUID.randomUUID(), "93", "13", variables);
        }

        /** The same with one more variable of the address. */
        public Cible et(String variable, Object valeur) {
            var toutes = new HashMap<String, Object>(variables);
            toutes.put(variable, valeur);
            return new Cible(bailleur, administration, region, departement, toutes);
        }
    }

    /**
     * The rule of one route, with a request good enough to be done.
     *
     * @param route method and pattern, as Spring serves it
     * @param permis who may
     * @param contraries who holds the right, but is told that this act is not theirs (409)
     * @param cible made once for the route
     * @param champs of the form
     * @param json body, or null for a form
     * @param fichier name of the part that carries a file, or null
     */
    public record Regle(
            String route,
            Set<Appelant> permis,
            Set<Appelant> contraries,
            Supplier<Cible> cible,
            Map<String, String> champs,
            @Nullable String json,
            @Nullable String fichier) {

        /** A route that takes a form, or nothing. */
        public static Regle formulaire(
                String route, Set<Appelant> permis, Supplier<Cible> cible, Map<String, String> champs) {
            return new Regle(route, permis, PERSONNE, cible, champs, null, null);
        }

        /** The same rule, these callers being told that the act is not theirs. */
        public Regle contrarie(Set<Appelant> contraries) {
            return new Regle(route, permis, contraries, cible, champs, json, fichier);
        }

        /** A route that takes a JSON body. */
        public static Regle json(String route, Set<Appelant> permis, Supplier<Cible> cible, String json) {
            return new Regle(route, permis, PERSONNE, cible, Map.of(), json, null);
        }

        /** A route that takes a file. */
        public static Regle fichier(String route, Set<Appelant> permis, Supplier<Cible> cible, String partie) {
            return new Regle(route, permis, PERSONNE, cible, Map.of(), null, partie);
        }
    }

    @Autowired
    private MockMvc mvc;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> correspondances;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Environment environnement;

    /** The rule of every write route of the service. */
    protected abstract List<Regle> regles();

    /** The routes of {@code platform.messaging}, which every service that listens has. */
    protected static List<Regle> messagesGares() {
        var message = Map.of("file", "essai.gare", "messageId", UUID.randomUUID());
        return List.of(
                Regle.formulaire(
                        "POST /admin/messages/{file}/{messageId}/rejeu",
                        EXPLOITATION,
                        () -> Cible.aucune(message),
                        Map.of()),
                Regle.formulaire(
                        "DELETE /admin/messages/{file}/{messageId}",
                        EXPLOITATION,
                        () -> Cible.aucune(message),
                        Map.of()));
    }

    /** The routes of a service that takes over the data of the original. */
    protected static List<Regle> reprise() {
        Supplier<Cible> rien = () -> Cible.aucune(Map.of("id", 0));
        return List.of(
                Regle.json("POST /admin/reprise", EXPLOITATION, rien, "{}"),
                Regle.formulaire("POST /admin/reprise/rejeu", EXPLOITATION, rien, Map.of()),
                Regle.formulaire("POST /admin/reprise/abandon", EXPLOITATION, rien, Map.of()),
                Regle.formulaire("POST /admin/reprise/nettoyage", EXPLOITATION, rien, Map.of()),
                Regle.json("PUT /admin/reprise/quarantaine/{id}", EXPLOITATION, rien, "{}"));
    }

    /** The route of {@code platform.command}, which every service with commands of operators has; the test names none. */
    protected static Regle commandes() {
        return Regle.json(
                "POST /admin/commandes/{nom}",
                EXPLOITATION,
                () -> Cible.aucune(Map.of("nom", "aucune-commande")),
                "{\"arguments\": []}");
    }

    /** Tables a reading may write: copies of what a neighbour says, places in a queue. */
    protected Set<String> tablesDeLecture() {
        return Set.of();
    }

    /** A good token of this identity; to be replaced where tokens are really issued. */
    protected String jeton(Identite identite) {
        return JetonDeTest.jeton(identite);
    }

    /** The key good tokens are signed with; to be replaced where tokens are really issued. */
    protected ECKey cle() {
        return JetonDeTest.cleDeSignature();
    }

    @Test
    void every_write_route_has_a_rule_and_every_rule_a_route() {
        assertThat(new TreeSet<>(regles().stream().map(Regle::route).toList())).isEqualTo(routes());
    }

    @Test
    void who_is_outside_the_rule_is_refused_and_writes_nothing() {
        var fautes = new ArrayList<String>();
        int essais = 0;
        for (var regle : regles()) {
            var cible = regle.cible().get();
            var avant = empreintes();
            for (var appelant : EnumSet.complementOf(avec(regle.permis()))) {
                essais++;
                int statut = tenter(regle, cible, appelant).getResponse().getStatus();
                if (statut != refus(regle, appelant)) {
                    fautes.add(regle.route() + " by " + appelant + ": " + statut);
                }
            }
            for (var faux : JetonFaux.values()) {
                essais++;
                int statut = tenter(regle, cible, "Bearer " + faux.forger(cle()))
                        .getResponse()
                        .getStatus();
                if (statut != 401) {
                    fautes.add(regle.route() + " with a token " + faux + ": " + statut);
                }
            }
            assertThat(empreintes()).as("database after %s", regle.route()).isEqualTo(avant);
        }
        LOG.info(
                "{}: {} write routes, {} rules, {} kinds of caller and {} false tokens: {} attempts refused",
                environnement.getProperty("spring.application.name"),
                routes().size(),
                regles().size(),
                Appelant.values().length,
                JetonFaux.values().length,
                essais);
        assertThat(fautes).isEmpty();
    }

    @Test
    void who_is_inside_the_rule_is_not_refused_so_that_a_refusal_means_something() {
        var fautes = new ArrayList<String>();
        for (var regle : regles()) {
            for (var appelant : regle.permis()) {
                // Undone at once: the next caller finds the object as this one did.
                var essai = new TransactionTemplate(transactions);
                var resultat = Objects.requireNonNull(essai.execute(etat -> {
                    etat.setRollbackOnly();
                    return tenter(regle, regle.cible().get(), appelant);
                }));
                int statut = resultat.getResponse().getStatus();
                var motif = String.valueOf(
                        resultat.getRequest().getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
                // 503: a neighbour this test does without was asked, so the caller was let through.
                boolean refuse = Set.of(401, 403, 405, 406, 415).contains(statut) || statut >= 500 && statut != 503;
                if (refuse || !regle.route().endsWith(" " + motif)) {
                    fautes.add(regle.route() + " by " + appelant + ": " + statut + " on " + motif);
                }
            }
        }
        assertThat(fautes).isEmpty();
    }

    /** What a refusal looks like; the door of programs knows none of our tokens. */
    private static int refus(Regle regle, Appelant appelant) {
        return appelant == Appelant.ANONYME || regle.permis().isEmpty()
                ? 401
                : regle.contraries().contains(appelant) ? 409 : 403;
    }

    private MvcResult tenter(Regle regle, Cible cible, Appelant appelant) {
        var identite = appelant.identite(cible);
        return tenter(regle, cible, identite == null ? null : "Bearer " + jeton(identite));
    }

    private MvcResult tenter(Regle regle, Cible cible, @Nullable String autorisation) {
        var methode =
                HttpMethod.valueOf(regle.route().substring(0, regle.route().indexOf(' ')));
        var adresse = adresse(regle.route().substring(regle.route().indexOf(' ') + 1), cible.variables());
        AbstractMockHttpServletRequestBuilder<?> requete;
        if (regle.fichier() == null) {
            requete = MockMvcRequestBuilders.request(methode, URI.create(adresse));
        } else {
            requete = MockMvcRequestBuilders.multipart(methode, URI.create(adresse))
                    .file(new MockMultipartFile(
                            regle.fichier(), "essai.pdf", "application/pdf", new byte[] {'%', 'P'}));
        }
        regle.champs().forEach(requete::param);
        if (regle.json() != null) {
            requete.contentType(MediaType.APPLICATION_JSON).content(regle.json());
        }
        if (autorisation != null) {
            requete.header(HttpHeaders.AUTHORIZATION, autorisation);
        }
        requete.accept(MediaType.APPLICATION_JSON, MediaType.ALL);
        try {
            return mvc.perform(requete).andReturn();
        } catch (Exception e) {
            throw new AssertionError(regle.route() + " let an exception out", e);
        }
    }

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        for (var correspondance : correspondances) {
            correspondance.getHandlerMethods().forEach((info, methode) -> {
                // The container's own error page: reached by dispatch, it writes nothing.
                if (!motifs(info).contains("/error")) {
                    for (var verbe : verbes(info)) {
                        motifs(info).forEach(motif -> routes.add(verbe + " " + motif));
                    }
                }
            });
        }
        return routes;
    }

    private static Set<String> motifs(RequestMappingInfo info) {
        return info.getPatternValues();
    }

    private static Set<RequestMethod> verbes(RequestMappingInfo info) {
        var dits = info.getMethodsCondition().getMethods();
        // A mapping that names no method takes them all.
        return dits.isEmpty()
                ? ECRITURES
                : dits.stream().filter(ECRITURES::contains).collect(Collectors.toSet());
    }

    /** Puts values in a pattern whose variables may carry a regular expression with braces of its own. */
    private static String adresse(String motif, Map<String, ?> variables) {
        var adresse = new StringBuilder();
        for (int i = 0; i < motif.length(); i++) {
            if (motif.charAt(i) != '{') {
                adresse.append(motif.charAt(i));
                continue;
            }
            int debut = i + 1;
            for (int profondeur = 1; profondeur > 0; ) {
                i++;
                profondeur += motif.charAt(i) == '{' ? 1 : motif.charAt(i) == '}' ? -1 : 0;
            }
            var nom = motif.substring(debut, i).replaceFirst(":.*", "");
            adresse.append(variables.containsKey(nom) ? variables.get(nom) : UUID.randomUUID());
        }
        return adresse.toString();
    }

    /** One line per table: how many rows, and the sum of their hashes; without those that live on their own. */
    private Map<String, String> empreintes() {
        var schema = environnement.getRequiredProperty("apilos.schema");
        var empreintes = new TreeMap<String, String>();
        for (var table : jdbc.sql("select table_name from information_schema.tables where table_schema = :schema"
                        + " and table_type = 'BASE TABLE' and table_name not in ('shedlock', 'event_publication')")
                .param("schema", schema)
                .query(String.class)
                .list()) {
            if (tablesDeLecture().contains(table)) {
                continue;
            }
            empreintes.put(
                    table,
                    jdbc.sql("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from \"" + schema
                                    + "\".\"" + table + "\" t")
                            .query(String.class)
                            .single());
        }
        return empreintes;
    }

    /** These callers and others. */
    protected static EnumSet<Appelant> avec(Set<Appelant> base, Appelant... autres) {
        var tous = EnumSet.noneOf(Appelant.class);
        tous.addAll(base);
        tous.addAll(List.of(autres));
        return tous;
    }
}
