package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.journal.Entite;
import fr.gouv.apilos.referentiel.journal.Geste;
import fr.gouv.apilos.referentiel.journal.Journal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rent indices; every change is told to the other services in its own transaction. */
@Service
public class Indices {

    private static final RowMapper<Indice> LIGNE = Indices::lire;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;
    private final Journal journal;

    Indices(JdbcClient jdbc, ApplicationEventPublisher evenements, Journal journal) {
        this.jdbc = jdbc;
        this.evenements = evenements;
        this.journal = journal;
    }

    /** All of them, most recent year first: a few hundred rows at most. */
    @Transactional(readOnly = true)
    public List<Indice> tous() {
        return jdbc.sql("select * from indice order by annee desc, is_loyer desc, nature_logement nulls first,"
                        + " departements")
                .query(LIGNE)
                .list();
    }

    /** @throws ErreurMetier 404 when there is none */
    @Transactional(readOnly = true)
    public Indice un(UUID uuid) {
        return trouver(uuid).orElseThrow(() -> ErreurMetier.introuvable("Cet indice n’existe pas ou n’existe plus."));
    }

    /** The index another must not double: same year, same nature, a département in common. */
    @Transactional(readOnly = true)
    public Optional<Indice> rival(Indice indice) {
        return jdbc.sql("""
            select * from indice where annee = :annee and is_loyer = :loyer
              and nature_logement is not distinct from :nature and id <> :uuid
              and (departements && :departements::text[] or (departements = '{}' and :departements::text[] = '{}'))
            limit 1\
            """)
                .param("annee", indice.annee())
                .param("loyer", indice.isLoyer())
                .param("nature", indice.natureLogement(), java.sql.Types.VARCHAR)
                .param("uuid", indice.uuid())
                .param("departements", tableau(indice.departements()))
                .query(LIGNE)
                .optional();
    }

    /**
     * Writes an index: makes it or changes it.
     *
     * @param motif kept in the history, or null
     * @throws ErreurMetier 409 when another one says the same year for the same places
     */
    @Transactional
    public Indice ecrire(Indice indice, @Nullable String motif) {
        journal.reserver();
        rival(indice).ifPresent(autre -> {
            throw ErreurMetier.conflit("Un indice existe déjà pour " + autre.libelle() + ". Modifiez-le.");
        });
        var connu = jdbc.sql("select * from indice where id = :uuid for update")
                .param("uuid", indice.uuid())
                .query(LIGNE)
                .optional();
        if (connu.isPresent() && meme(connu.get(), indice)) {
            return connu.get();
        }
        var garde = jdbc.sql("""
            insert into indice (id, version, annee, is_loyer, nature_logement, date_debut, date_fin, evolution,
              departements)
            values (:uuid, 1, :annee, :loyer, :nature, :debut, :fin, :evolution, :departements::text[])
            on conflict (id) do update set version = indice.version + 1, annee = excluded.annee,
              is_loyer = excluded.is_loyer, nature_logement = excluded.nature_logement,
              date_debut = excluded.date_debut, date_fin = excluded.date_fin, evolution = excluded.evolution,
              departements = excluded.departements, mis_a_jour_le = now()
            returning *\
            """)
                .param("uuid", indice.uuid())
                .param("annee", indice.annee())
                .param("loyer", indice.isLoyer())
                .param("nature", indice.natureLogement(), java.sql.Types.VARCHAR)
                .param("debut", indice.dateDebut())
                .param("fin", indice.dateFin())
                .param("evolution", indice.evolution())
                .param("departements", tableau(indice.departements()))
                .query(LIGNE)
                .single();
        dire(garde, connu.isEmpty() ? Geste.CREATION : Geste.MODIFICATION, motif);
        return garde;
    }

    /** Removes an index; saying it twice is no fault. */
    @Transactional
    public void supprimer(UUID uuid, @Nullable String motif) {
        journal.reserver();
        trouver(uuid).ifPresent(i -> {
            jdbc.sql("delete from indice where id = :uuid").param("uuid", uuid).update();
            dire(
                    new Indice(
                            i.uuid(),
                            i.annee(),
                            i.isLoyer(),
                            i.natureLogement(),
                            i.dateDebut(),
                            i.dateFin(),
                            i.evolution(),
                            i.departements(),
                            i.version() + 1,
                            true),
                    Geste.SUPPRESSION,
                    motif);
        });
    }

    /** The period an index of a year covers (03 A15). */
    public static LocalDate[] periode(int annee) {
        if (annee >= 2011) {
            return new LocalDate[] {LocalDate.of(annee - 1, 1, 1), LocalDate.of(annee - 1, 12, 31)};
        }
        if (annee == 2010) {
            return new LocalDate[] {LocalDate.of(2009, 7, 1), LocalDate.of(2009, 12, 31)};
        }
        return new LocalDate[] {LocalDate.of(annee - 1, 7, 1), LocalDate.of(annee, 6, 30)};
    }

    private Optional<Indice> trouver(UUID uuid) {
        return jdbc.sql("select * from indice where id = :uuid")
                .param("uuid", uuid)
                .query(LIGNE)
                .optional();
    }

    private void dire(Indice indice, Geste geste, @Nullable String motif) {
        var note = journal.noter(Entite.INDICE, indice.uuid(), indice.version(), geste, indice, motif);
        evenements.publishEvent(new IndiceModifie(note.evenement(), note.sequence(), note.survenuLe(), indice));
    }

    private static boolean meme(Indice un, Indice autre) {
        return un.annee() == autre.annee()
                && un.isLoyer() == autre.isLoyer()
                && un.nature() == autre.nature()
                && un.dateDebut().equals(autre.dateDebut())
                && un.dateFin().equals(autre.dateFin())
                && un.evolution().compareTo(autre.evolution()) == 0
                && un.departements().equals(autre.departements());
    }

    private static String tableau(List<String> codes) {
        return "{" + String.join(",", codes) + "}";
    }

    private static Indice lire(ResultSet rs, int rang) throws SQLException {
        return new Indice(
                rs.getObject("id", UUID.class),
                rs.getInt("annee"),
                rs.getBoolean("is_loyer"),
                rs.getString("nature_logement"),
                rs.getObject("date_debut", LocalDate.class),
                rs.getObject("date_fin", LocalDate.class),
                rs.getBigDecimal("evolution").stripTrailingZeros(),
                List.of((String[]) rs.getArray("departements").getArray()),
                rs.getLong("version"),
                false);
    }
}
