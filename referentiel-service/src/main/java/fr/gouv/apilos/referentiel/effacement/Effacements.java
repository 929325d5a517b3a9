package fr.gouv.apilos.referentiel.effacement;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.security.JetonDeService;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leads the clearing: conventions first, then the entities, then the accounts. Each batch is a transaction of the service that
 * holds the rows, each step is stored here: killed anywhere, the next run goes on where it was.
 */
@Service
class Effacements {

    static final String ACTE = "clear_all_data";
    private static final int PAQUET = 200;
    private static final String MOTIF = "clear_all_data";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final Environnement environnement;
    private final Administrations administrations;
    private final Bailleurs bailleurs;
    private final Voisin conventions;
    private final Voisin habilitations;
    private final TransactionTemplate transaction;

    Effacements(
            JdbcClient jdbc,
            JsonMapper json,
            Clock horloge,
            Environnement environnement,
            Administrations administrations,
            Bailleurs bailleurs,
            RestClient.Builder http,
            JetonDeService jeton,
            PlatformTransactionManager transactions,
            @Value("${apilos.services.convention}") String adresseDesConventions,
            @Value("${apilos.services.habilitation}") String adresseDesHabilitations) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
        this.environnement = environnement;
        this.administrations = administrations;
        this.bailleurs = bailleurs;
        this.conventions = new Voisin("convention-service", adresseDesConventions, http.clone(), jeton);
        this.habilitations = new Voisin("habilitation-service", adresseDesHabilitations, http.clone(), jeton);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Where a run is. */
    enum Etape {
        CONVENTIONS(null),
        ADMINISTRATIONS("Administration were cleared"),
        BAILLEURS("Bailleur were cleared"),
        UTILISATEURS("non staff and superuser User were cleared"),
        FIN(null);

        private final @Nullable String message;

        Etape(@Nullable String message) {
            this.message = message;
        }

        private Etape suivante() {
            return values()[ordinal() + 1];
        }
    }

    /**
     * A run.
     *
     * @param comptes what there was when it began
     */
    record Course(UUID id, Etape etape, Map<String, Long> comptes, OffsetDateTime creeLe) {}

    /** The run a stop left unfinished, if any. */
    Optional<Course> inachevee() {
        return jdbc.sql("select id, etape, comptes::text, cree_le from effacement where fini_le is null")
                .query((rs, rang) -> new Course(
                        rs.getObject(1, UUID.class),
                        Etape.valueOf(rs.getString(2)),
                        lire(rs.getString(3)),
                        rs.getObject(4, OffsetDateTime.class)))
                .optional();
    }

    /** What would go, service by service. */
    Map<String, Long> compter() {
        var comptes = new LinkedHashMap<String, Long>(conventions.compter());
        comptes.put("administrations", vivants("administration"));
        comptes.put("bailleurs", vivants("bailleur"));
        comptes.putAll(habilitations.compter());
        return comptes;
    }

    /** Writes that a run begins. */
    Course commencer(Map<String, Long> comptes) {
        environnement.exigerHorsProduction(ACTE);
        jdbc.sql("insert into effacement (id, etape, comptes, cree_le)"
                        + " values (:id, :etape, :comptes::jsonb, :quand)")
                .param("id", UUID.randomUUID())
                .param("etape", Etape.CONVENTIONS.name())
                .param("comptes", json.writeValueAsString(comptes))
                .param("quand", maintenant())
                .update();
        return inachevee().orElseThrow();
    }

    /** Goes on to the end. */
    void achever(Consumer<String> dire) {
        while (unPas(dire)) {
            // The state of the run says what comes next.
        }
    }

    /**
     * One batch of the run.
     *
     * @return whether there is another one
     */
    boolean unPas(Consumer<String> dire) {
        environnement.exigerHorsProduction(ACTE);
        var course = inachevee();
        if (course.isEmpty()) {
            return false;
        }
        var etape = course.get().etape();
        long restants = switch (etape) {
            case CONVENTIONS -> conventions.effacer();
            case ADMINISTRATIONS -> effacerDesAdministrations();
            case BAILLEURS -> effacerDesBailleurs();
            case UTILISATEURS -> habilitations.effacer();
            case FIN -> 0;
        };
        if (restants > 0) {
            return true;
        }
        if (etape.message != null) {
            dire.accept(etape.message);
        }
        boolean fin = etape == Etape.UTILISATEURS || etape == Etape.FIN;
        jdbc.sql("update effacement set etape = :etape, fini_le = :fin where id = :id")
                .param("etape", (fin ? Etape.FIN : etape.suivante()).name())
                .param("fin", fin ? maintenant() : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", course.get().id())
                .update();
        return !fin;
    }

    private long effacerDesAdministrations() {
        transaction.executeWithoutResult(statut -> prochains("administration")
                .forEach(
                        uuid -> administrations.ecrire(administrations.une(uuid).effacee(), MOTIF)));
        return vivants("administration");
    }

    private long effacerDesBailleurs() {
        transaction.executeWithoutResult(statut -> prochains("bailleur")
                .forEach(uuid -> bailleurs.ecrire(bailleurs.un(uuid).efface(), MOTIF)));
        return vivants("bailleur");
    }

    private List<UUID> prochains(String table) {
        return jdbc.sql("select uuid from " + table + " where not supprime order by uuid limit " + PAQUET)
                .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                .list();
    }

    private long vivants(String table) {
        return jdbc.sql("select count(*) from " + table + " where not supprime")
                .query(Long.class)
                .single();
    }

    private Map<String, Long> lire(String comptes) {
        var lus = new LinkedHashMap<String, Long>();
        json.readTree(comptes)
                .properties()
                .forEach(e -> lus.put(e.getKey(), e.getValue().asLong()));
        return lus;
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }
}
