package fr.gouv.apilos.habilitation.role;

import fr.gouv.apilos.habilitation.historique.Historique;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Roles follow a bailleur absorbed by another, and return when the merge is undone (03 R-B8.3). What is told twice, or too late,
 * changes nothing.
 */
@Service
public class Fusions {

    private static final String MOTIF = "Fusion de bailleurs";
    private static final String MOTIF_INVERSE = "Fusion de bailleurs annulée";

    private final RoleRepository depot;
    private final Historique historique;
    private final JdbcClient jdbc;
    private final Clock horloge;

    Fusions(RoleRepository depot, Historique historique, JdbcClient jdbc, Clock horloge) {
        this.depot = depot;
        this.historique = historique;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /**
     * Takes what the référentiel says of a merge.
     *
     * @param annulee it was undone
     * @param survenuLe when: an older word than the last one known of this bailleur is not listened to
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apprendre(UUID absorbe, UUID absorbant, boolean annulee, Instant survenuLe) {
        int nouvelle = jdbc.sql("""
            insert into fusion_connue (absorbe, absorbant, annulee, survenu_le)
            values (:absorbe, :absorbant, :annulee, :quand)
            on conflict (absorbe) do update
            set absorbant = excluded.absorbant, annulee = excluded.annulee, survenu_le = excluded.survenu_le
            where fusion_connue.survenu_le < excluded.survenu_le\
            """)
                .param("absorbe", absorbe)
                .param("absorbant", absorbant)
                .param("annulee", annulee)
                .param("quand", survenuLe.atOffset(ZoneOffset.UTC))
                .update();
        if (nouvelle == 0) {
            return;
        }
        if (annulee) {
            rendre(absorbe, absorbant);
        } else {
            depot.findByBailleurAndFinIsNullOrderById(absorbe).forEach(role -> deplacer(role, absorbant));
        }
    }

    /** A merge this service holds for in force. */
    public record Connue(UUID absorbe, UUID absorbant, Instant survenuLe) {}

    /** The merges this service holds for in force. */
    @Transactional(readOnly = true)
    public List<Connue> connues() {
        return jdbc.sql(
                        "select absorbe, absorbant, survenu_le from fusion_connue where not annulee order by survenu_le")
                .query((rs, _) -> new Connue(
                        rs.getObject(1, UUID.class),
                        rs.getObject(2, UUID.class),
                        rs.getTimestamp(3).toInstant()))
                .list();
    }

    private void deplacer(Role role, UUID absorbant) {
        var absorbe = role.bailleur();
        var jumeau = jumeau(role, absorbant);
        if (jumeau.isPresent()) {
            // The person already acts for the other bailleur, or did: one row says it (D10).
            retirer(role, absorbant);
            if (!jumeau.get().enVigueur()) {
                jumeau.get().rendre(horloge.instant());
                depot.saveAndFlush(jumeau.get());
                historique.noter(
                        Roles.OBJET, jumeau.get().id(), null, jumeau.get().instantane(), MOTIF);
            }
            return;
        }
        changer(role, absorbant, absorbe, MOTIF);
    }

    private void rendre(UUID absorbe, UUID absorbant) {
        for (var role : depot.findByBailleurAndFusionAndFinIsNullOrderById(absorbant, absorbe)) {
            if (jumeau(role, absorbe).isPresent()) {
                retirer(role, null);
            } else {
                changer(role, absorbe, null, MOTIF_INVERSE);
            }
        }
        for (var role : depot.findByBailleurAndFusionAndFinIsNotNullOrderById(absorbe, absorbant)) {
            role.rendre(horloge.instant());
            depot.saveAndFlush(role);
            historique.noter(Roles.OBJET, role.id(), null, role.instantane(), MOTIF_INVERSE);
        }
    }

    private void retirer(Role role, UUID fusion) {
        var avant = role.instantane();
        role.retirer(horloge.instant());
        role.marquer(fusion);
        depot.saveAndFlush(role);
        historique.noter(Roles.OBJET, role.id(), avant, null, MOTIF);
    }

    private void changer(Role role, UUID bailleur, UUID fusion, String motif) {
        var avant = role.instantane();
        role.deplacer(bailleur);
        role.marquer(fusion);
        depot.saveAndFlush(role);
        historique.noter(Roles.OBJET, role.id(), avant, role.instantane(), motif);
    }

    /** The stand-alone role that would be the same on that bailleur, in force or not. SIAP's are told apart by their number. */
    private Optional<Role> jumeau(Role role, UUID bailleur) {
        if (role.origine() == Role.Origine.SIAP) {
            return Optional.empty();
        }
        return depot.findByUtilisateurAndOrigineOrderById(role.utilisateur(), Role.Origine.LOCAL).stream()
                .filter(r -> bailleur.equals(r.bailleur())
                        && r.typologie() == role.typologie()
                        && r.groupe() == role.groupe()
                        && Objects.equals(r.administration(), role.administration())
                        && Objects.equals(r.region(), role.region())
                        && Objects.equals(r.departement(), role.departement()))
                .findFirst();
    }
}
