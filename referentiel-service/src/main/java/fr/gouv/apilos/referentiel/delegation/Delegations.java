package fr.gouv.apilos.referentiel.delegation;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Geste;
import fr.gouv.apilos.referentiel.journal.Journal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The delegations; every change is told to the other services in its own transaction. */
@Service
public class Delegations {

    private static final RowMapper<Delegation> LIGNE = Delegations::lire;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Journal journal;
    private final Administrations administrations;

    Delegations(
            JdbcClient jdbc, ApplicationEventPublisher evenements, Journal journal, Administrations administrations) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.journal = journal;
        this.administrations = administrations;
    }

    /** Those of one administration, the latest first. */
    @Transactional(readOnly = true)
    public List<Delegation> de(UUID administration) {
        return jdbc.sql("select * from delegation where administration = :administration order by debut desc, id")
                .param("administration", administration)
                .query(LIGNE)
                .list();
    }

    /** Those in force somewhere in a département on a day. */
    @Transactional(readOnly = true)
    public List<Delegation> enCours(String departement, LocalDate jour) {
        return jdbc.sql("""
            select * from delegation where departement = :departement and debut <= :jour
              and (fin is null or fin >= :jour) order by territoire, id\
            """)
                .param("departement", departement)
                .param("jour", jour)
                .query(LIGNE)
                .list();
    }

    /**
     * Writes a delegation.
     *
     * @throws ErreurMetier 409 when another one holds the same ground on a same day; 404 for an unknown administration
     */
    @Transactional
    public Delegation ecrire(Delegation delegation, @Nullable String motif) {
        administrations.une(delegation.administration());
        // One writer at a time: nobody else gives the same ground meanwhile.
        journal.reserver();
        jdbc
                .sql("select * from delegation where departement = :departement and id <> :uuid")
                .param("departement", delegation.departement())
                .param("uuid", delegation.uuid())
                .query(LIGNE)
                .list()
                .stream()
                .filter(delegation::heurte)
                .findFirst()
                .ifPresent(autre -> {
                    throw ErreurMetier.conflit("Ce territoire est déjà délégué à "
                            + administrations.une(autre.administration()).libelle()
                            + " à ces dates. Terminez d’abord cette délégation.");
                });
        boolean connue = jdbc.sql("select exists (select from delegation where id = :uuid)")
                .param("uuid", delegation.uuid())
                .query(Boolean.class)
                .single();
        var gardee = jdbc.sql("""
            insert into delegation (id, version, administration, departement, territoire, communes, debut, fin)
            values (:uuid, 1, :administration, :departement, :territoire, :communes::text[], :debut, :fin)
            on conflict (id) do update set version = delegation.version + 1,
              administration = excluded.administration, departement = excluded.departement,
              territoire = excluded.territoire, communes = excluded.communes, debut = excluded.debut,
              fin = excluded.fin
            returning *\
            """)
                .param("uuid", delegation.uuid())
                .param("administration", delegation.administration())
                .param("departement", delegation.departement())
                .param("territoire", delegation.territoire())
                .param("communes", "{" + String.join(",", delegation.communes()) + "}")
                .param("debut", delegation.debut())
                .param("fin", delegation.fin(), java.sql.Types.DATE)
                .query(LIGNE)
                .single();
        dire(gardee, connue ? Geste.MODIFICATION : Geste.CREATION, motif);
        return gardee;
    }

    /** Says the last day of a delegation. */
    @Transactional
    public Delegation terminer(UUID uuid, LocalDate fin) {
        var d = une(uuid);
        if (fin.isBefore(d.debut())) {
            throw ErreurMetier.conflit("La fin d’une délégation ne peut pas précéder son début.");
        }
        return ecrire(
                new Delegation(
                        uuid,
                        d.administration(),
                        d.departement(),
                        d.territoire(),
                        d.communes(),
                        d.debut(),
                        fin,
                        d.version(),
                        false),
                "Fin de la délégation");
    }

    /** Removes a delegation entered by mistake; saying it twice is no fault. */
    @Transactional
    public void supprimer(UUID uuid) {
        journal.reserver();
        jdbc.sql("delete from delegation where id = :uuid returning *")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional()
                .ifPresent(d -> dire(
                        new Delegation(
                                d.uuid(),
                                d.administration(),
                                d.departement(),
                                d.territoire(),
                                d.communes(),
                                d.debut(),
                                d.fin(),
                                d.version() + 1,
                                true),
                        Geste.SUPPRESSION,
                        null));
    }

    private Delegation une(UUID uuid) {
        return jdbc.sql("select * from delegation where id = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Cette délégation n’existe pas ou n’existe plus."));
    }

    private void dire(Delegation d, Geste geste, @Nullable String motif) {
        var note = journal.noter(Entite.DELEGATION, d.uuid(), d.version(), geste, d, motif);
        evenements.publishEvent(new DelegationModifiee(note.evenement(), note.sequence(), note.survenuLe(), d));
    }

    private static Delegation lire(ResultSet rs, int rang) throws SQLException {
        return new Delegation(
                rs.getObject("id", UUID.class),
                rs.getObject("administration", UUID.class),
                rs.getString("departement"),
                rs.getString("territoire"),
                List.of((String[]) rs.getArray("communes").getArray()),
                rs.getObject("debut", LocalDate.class),
                rs.getObject("fin", LocalDate.class),
                rs.getLong("version"),
                false);
    }
}
