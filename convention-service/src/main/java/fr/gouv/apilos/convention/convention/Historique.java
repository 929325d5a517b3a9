package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Statut;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who changed the status of a convention, when, from what to what (01 §1.4; every transition writes here, D10). */
@Repository
public class Historique {

    private final JdbcClient jdbc;

    Historique(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One change of status.
     *
     * @param typologie side of the table of who acted, null when unknown
     */
    public record Ligne(
            UUID id,
            UUID convention,
            Statut statut,
            Statut statutPrecedent,
            String commentaire,
            UUID utilisateur,
            String utilisateurNom,
            String utilisateurEmail,
            String typologie,
            Instant creeLe) {}

    /** The changes of a convention, latest first. */
    public List<Ligne> de(UUID convention) {
        return jdbc.sql("select * from convention_historique where convention = :convention order by cree_le desc, id")
                .param("convention", convention)
                .query(Ligne.class)
                .list();
    }

    /** Latest change, if any. */
    public Optional<Ligne> derniere(UUID convention) {
        return jdbc.sql("select * from convention_historique where convention = :convention order by cree_le desc"
                        + " limit 1")
                .param("convention", convention)
                .query(Ligne.class)
                .optional();
    }

    /** What each act of a family was before it came to the status it has, for those whose latest change says so. */
    public Map<UUID, Statut> statutsPrecedents(UUID racine, Statut courant) {
        return jdbc
                .sql("""
                    select distinct on (h.convention) h.convention, h.statut, h.statut_precedent
                    from convention_historique h join convention c on c.id = h.convention
                    where coalesce(c.parent, c.id) = :racine and c.statut = :courant
                    order by h.convention, h.cree_le desc, h.id\
                    """)
                .param("racine", racine)
                .param("courant", courant.name())
                .query(Precedent.class)
                .list()
                .stream()
                .filter(precedent -> precedent.statut() == courant)
                .collect(Collectors.toMap(Precedent::convention, Precedent::statutPrecedent));
    }

    private record Precedent(UUID convention, Statut statut, Statut statutPrecedent) {}

    /** Everybody who acted on the convention (01 R231, R232). */
    public Set<UUID> acteurs(UUID convention) {
        return Set.copyOf(
                jdbc.sql("""
            select distinct utilisateur from convention_historique
            where convention = :convention and utilisateur is not null\
            """).param("convention", convention).query(UUID.class).list());
    }

    /** Adds a change; part of the transaction that makes it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noter(UUID convention, Statut avant, Statut apres, String commentaire, Acteur acteur, Instant instant) {
        jdbc.sql("""
            insert into convention_historique (id, convention, statut, statut_precedent, commentaire,
              utilisateur, utilisateur_nom, utilisateur_email, typologie, cree_le)
            values (:id, :convention, :apres, :avant, :commentaire, :utilisateur, :nom, :email, :typologie,
              :creeLe)\
            """)
                .param("id", UUID.randomUUID())
                .param("convention", convention)
                .param("apres", apres.name())
                .param("avant", avant.name())
                .param("commentaire", commentaire)
                .param("utilisateur", acteur == null ? null : acteur.utilisateur())
                .param("nom", acteur == null ? null : acteur.nom())
                .param("email", acteur == null ? null : acteur.email())
                .param("typologie", acteur == null ? null : acteur.typologie())
                .param("creeLe", instant.atOffset(ZoneOffset.UTC))
                .update();
    }
}
