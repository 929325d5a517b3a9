package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The stored operations. */
@Repository
class Operations {

    private static final String COLONNES = """
        id, genre, etat, etape, de, vers, intitule, criteres::text as criteres, total, faits, refuses, annules, erreur,
        auteur, cree_le, fini_le\
        """;

    private static final RowMapper<Operation> LIGNE = new SimplePropertyRowMapper<>(Operation.class);

    private final JdbcClient jdbc;

    Operations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores what was confirmed; the saga begins at its next tick. */
    @Transactional
    UUID creer(
            Genre genre,
            @Nullable UUID de,
            UUID vers,
            String intitule,
            String criteres,
            long total,
            Identite identite) {
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into deplacement (id, genre, de, vers, intitule, criteres, total, utilisateur, auteur)
            values (:id, :genre, :de, :vers, :intitule, :criteres::jsonb, :total, :utilisateur, :auteur)\
            """)
                .param("id", id)
                .param("genre", genre.name())
                .param("de", de, java.sql.Types.OTHER)
                .param("vers", vers)
                .param("intitule", intitule.length() > 500 ? intitule.substring(0, 500) : intitule)
                .param("criteres", criteres)
                .param("total", total)
                .param("utilisateur", identite.utilisateur())
                .param("auteur", identite.nom())
                .update();
        return id;
    }

    /** @throws ErreurMetier 404 when there is none */
    @Transactional(readOnly = true)
    Operation une(UUID id) {
        return jdbc.sql("select " + COLONNES + " from deplacement where id = :id")
                .param("id", id)
                .query(LIGNE)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Cette opération n’existe pas."));
    }

    /** Those that go on by themselves, oldest first. */
    @Transactional(readOnly = true)
    List<Operation> enMarche() {
        return jdbc.sql("select " + COLONNES
                        + " from deplacement where etat in ('EN_COURS', 'ANNULATION') order by cree_le limit 20")
                .query(LIGNE)
                .list();
    }

    /** The latest ones of some kinds. */
    @Transactional(readOnly = true)
    List<Operation> dernieres(List<Genre> genres) {
        return jdbc.sql("select " + COLONNES
                        + " from deplacement where genre in (:genres) order by cree_le desc limit 20")
                .param("genres", genres.stream().map(Enum::name).toList())
                .query(LIGNE)
                .list();
    }

    /** Whether a bailleur takes part in an operation that is not over. */
    @Transactional(readOnly = true)
    boolean occupe(UUID bailleur) {
        return jdbc.sql("select exists (select from deplacement where etat in ('EN_COURS', 'ARRETE', 'ANNULATION')"
                        + " and genre <> 'DELEGATAIRES' and (de = :bailleur or vers = :bailleur))")
                .param("bailleur", bailleur)
                .query(Boolean.class)
                .single();
    }

    /** Notes how far it is, and that nothing holds it back. */
    @Transactional
    void noter(UUID id, Conventions.Avancement premier, Conventions.@Nullable Avancement restes) {
        jdbc.sql("""
            update deplacement set total = :total, faits = :faits, refuses = :refuses, annules = :annules, erreur = null
            where id = :id\
            """)
                .param("total", premier.total() + (restes == null ? 0 : restes.total()))
                .param("faits", premier.faits() + (restes == null ? 0 : restes.faits()))
                .param("refuses", premier.refuses() + (restes == null ? 0 : restes.refuses()))
                .param("annules", premier.annules() + (restes == null ? 0 : restes.annules()))
                .param("id", id)
                .update();
    }

    /** The bailleurs whose parent changed with a merge, for the day it is undone. */
    @Transactional
    void retenirLesEnfants(UUID id, List<UUID> enfants) {
        jdbc.sql("update deplacement set enfants = :enfants::uuid[] where id = :id")
                .param("enfants", "{" + enfants.stream().map(UUID::toString).collect(Collectors.joining(",")) + "}")
                .param("id", id)
                .update();
    }

    @Transactional(readOnly = true)
    List<UUID> enfants(UUID id) {
        return jdbc.sql("select unnest(enfants) from deplacement where id = :id")
                .param("id", id)
                .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                .list();
    }

    @Transactional
    void passer(UUID id, Etape etape) {
        jdbc.sql("update deplacement set etape = :etape, erreur = null where id = :id")
                .param("etape", etape.name())
                .param("id", id)
                .update();
    }

    @Transactional
    void attendre(UUID id, String erreur) {
        jdbc.sql("update deplacement set erreur = :erreur where id = :id")
                .param("erreur", erreur.length() > 500 ? erreur.substring(0, 500) : erreur)
                .param("id", id)
                .update();
    }

    /**
     * Changes the state when it is one of those given; a second press changes nothing.
     *
     * @return whether it changed
     */
    @Transactional
    boolean changer(UUID id, List<Etat> depuis, Etat vers) {
        return jdbc.sql("update deplacement set etat = :vers, erreur = null,"
                                + " fini_le = case when :vers in ('FINI', 'ANNULE') then now() else null end"
                                + " where id = :id and etat in (:depuis)")
                        .param("vers", vers.name())
                        .param("id", id)
                        .param("depuis", depuis.stream().map(Enum::name).toList())
                        .update()
                == 1;
    }
}
