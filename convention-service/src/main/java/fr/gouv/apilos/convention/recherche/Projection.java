package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.convention.ConventionsReprises;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.programme.ProgrammesModifies;
import fr.gouv.apilos.convention.reference.BailleursModifies;
import fr.gouv.apilos.platform.command.Commande;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import picocli.CommandLine.Command;

/** Keeps the projection, in the transaction that changes what it shows; rebuilds it on demand. */
@Service
@Command(name = "reconstruire-recherche", description = "Builds the search projection of every convention again.")
class Projection implements Commande {

    private static final String ECRIRE = """
        insert into recherche (convention, parent, programme, nom, ville, code_postal, departement, region, bailleur,
          bailleur_nom, administration, numero, numero_recherche, numero_parent, operation, operation_recherche, nature,
          anru, anah, seconde_vie, financements, logements, statut, date_fin, livraison, signature, cree_le, modifie_le,
          texte)
        select t.*, lower(public.unaccent(concat_ws(' ', t.nom, t.ville, t.code_postal, t.bailleur_nom, b.siren,
          t.numero, t.numero_recherche, t.numero_parent, t.operation, t.operation_recherche)))
        from (
          select c.id, c.parent, p.id as programme, p.nom, p.ville, p.code_postal, p.code_insee_departement,
            p.code_insee_region, e.bailleur, coalesce(r.nom, '') as bailleur_nom, p.administration, c.numero,
            coalesce(c.numero_pour_recherche, '') as numero_recherche,
            coalesce(m.numero_pour_recherche, '') as numero_parent, p.numero_operation as operation,
            p.numero_operation_pour_recherche as operation_recherche, p.nature_logement, p.anru, p.anah, p.seconde_vie,
            coalesce(l.financements, '{}') as financements, coalesce(l.logements, 0) as logements, c.statut,
            c.date_fin_conventionnement, p.date_achevement_compile, c.televersement_convention_signee_le, c.cree_le,
            greatest(c.mis_a_jour_le, p.mis_a_jour_le)
          from convention c
          join programme p on p.id = c.programme
          left join convention m on m.id = c.parent
          cross join lateral (select %s as bailleur) e
          left join reference_bailleur r on r.uuid = e.bailleur
          left join lateral (select array_agg(l.financement order by l.ordre) as financements,
            sum(l.nb_logements)::int as logements from lot l where l.convention = c.id) l on true
          where %s
        ) t left join reference_bailleur b on b.uuid = t.bailleur
        on conflict (convention) do update set parent = excluded.parent, programme = excluded.programme,
          nom = excluded.nom, ville = excluded.ville, code_postal = excluded.code_postal,
          departement = excluded.departement, region = excluded.region, bailleur = excluded.bailleur,
          bailleur_nom = excluded.bailleur_nom, administration = excluded.administration, numero = excluded.numero,
          numero_recherche = excluded.numero_recherche, numero_parent = excluded.numero_parent,
          operation = excluded.operation, operation_recherche = excluded.operation_recherche, nature = excluded.nature,
          anru = excluded.anru, anah = excluded.anah, seconde_vie = excluded.seconde_vie,
          financements = excluded.financements, logements = excluded.logements, statut = excluded.statut,
          date_fin = excluded.date_fin, livraison = excluded.livraison, signature = excluded.signature,
          cree_le = excluded.cree_le, modifie_le = excluded.modifie_le, texte = excluded.texte\
        """;

    private final JdbcClient jdbc;
    private final EntityManager entites;

    Projection(JdbcClient jdbc, EntityManager entites) {
        this.jdbc = jdbc;
        this.entites = entites;
    }

    /** Before the commit, once everything of the transaction is written; the whole family: an avenant may change whose it is. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void surConvention(ConventionModifiee modifiee) {
        ecrire("""
            coalesce(c.parent, c.id) = (select coalesce(x.parent, x.id) from convention x where x.id = :convention)
            or c.programme = (select x.programme from convention x where x.id = :convention)\
            """, Map.of("convention", modifiee.convention()));
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void surBailleurs(BailleursModifies modifies) {
        ecrire(
                "c.id in (select convention from recherche where bailleur in (:bailleurs))"
                        + " or p.bailleur in (:bailleurs)",
                Map.of("bailleurs", modifies.uuids()));
    }

    /** Programmes that changed hands: the whole families of their conventions. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void surProgrammes(ProgrammesModifies modifies) {
        ecrire("""
            c.programme in (:programmes) or coalesce(c.parent, c.id) in (
              select coalesce(x.parent, x.id) from convention x where x.programme in (:programmes))\
            """, Map.of("programmes", modifies.programmes()));
    }

    /** Conventions that came in number, without an event for each. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void surReprise(ConventionsReprises reprises) {
        ecrire("not exists (select 1 from recherche connue where connue.convention = c.id)", Map.of());
    }

    /** Builds everything again; answers the number of conventions. */
    @Transactional
    public int reconstruire() {
        return ecrire("true", Map.of());
    }

    @Override
    public Integer call() {
        reconstruire();
        return 0;
    }

    private int ecrire(String condition, Map<String, ?> parametres) {
        if (entites.isJoinedToTransaction()) {
            entites.flush();
        }
        return jdbc.sql(ECRIRE.formatted(DroitsConvention.BAILLEUR_EFFECTIF, condition))
                .params(parametres)
                .update();
    }

    /** The same for operators, through the gateway. */
    @RestController
    static class ProjectionController {

        private final Projection projection;

        ProjectionController(Projection projection) {
            this.projection = projection;
        }

        @PostMapping("/admin/recherche/reconstruction")
        Map<String, Integer> reconstruire() {
            return Map.of("conventions", projection.reconstruire());
        }
    }
}
