package fr.gouv.apilos.habilitation.role;

import fr.gouv.apilos.habilitation.historique.Historique;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The roles of users. */
@Service
public class Roles {

    static final String OBJET = "role";

    private final RoleRepository depot;
    private final Historique historique;
    private final JdbcClient jdbc;
    private final Clock horloge;

    Roles(RoleRepository depot, Historique historique, JdbcClient jdbc, Clock horloge) {
        this.depot = depot;
        this.historique = historique;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /** The roles in force of a user, from one source, in the order they came. */
    @Transactional(readOnly = true)
    public List<Role> enVigueur(UUID utilisateur, Role.Origine origine) {
        return depot.findByUtilisateurAndOrigineOrderById(utilisateur, origine).stream()
                .filter(Role::enVigueur)
                .toList();
    }

    /**
     * Makes the roles a user has from SIAP equal to what SIAP says now: same rows refreshed, new ones added, the others
     * withdrawn (04 D7, D10, D11).
     *
     * @return the roles in force, in SIAP's order
     */
    @Transactional
    public List<Role> synchroniser(UUID utilisateur, List<DroitsAccordes> constates) {
        // Two tabs of one person may sign in at once.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:cle, 0))")
                .param("cle", "role." + utilisateur)
                .query((rs, _) -> 1)
                .list();
        var maintenant = horloge.instant();
        var connus = depot.findByUtilisateurAndOrigineOrderById(utilisateur, Role.Origine.SIAP);
        var vus = new HashSet<Long>();
        var gardes = new ArrayList<Role>();
        for (var droits : constates) {
            if (!vus.add(droits.habilitation())) {
                continue;
            }
            var connu = connus.stream()
                    .filter(r -> r.numero() == droits.habilitation())
                    .findFirst();
            var avant = connu.map(Role::instantane).orElse(null);
            var role = connu.orElseGet(() -> new Role(utilisateur, Role.Origine.SIAP, droits, maintenant));
            role.accorder(droits, maintenant);
            var garde = depot.save(role);
            historique.noter(OBJET, garde.id(), avant, garde.instantane());
            gardes.add(garde);
        }
        for (var ancien : connus) {
            if (ancien.enVigueur() && !vus.contains(ancien.numero())) {
                var avant = ancien.instantane();
                ancien.retirer(maintenant);
                historique.noter(OBJET, ancien.id(), avant, null);
            }
        }
        return gardes;
    }

    /** Adds a stand-alone role, or refreshes the one that is the same. */
    @Transactional
    public Role reprendre(UUID utilisateur, DroitsAccordes droits) {
        return donner(utilisateur, droits, null);
    }

    /**
     * The same, with the reason.
     *
     * @param motif kept in the history, or null
     */
    @Transactional
    public Role donner(UUID utilisateur, DroitsAccordes droits, String motif) {
        var maintenant = horloge.instant();
        var connu = connu(utilisateur, droits);
        var avant = connu.map(Role::instantane).orElse(null);
        var role = connu.orElseGet(() -> new Role(utilisateur, Role.Origine.LOCAL, droits, maintenant));
        role.accorder(droits, maintenant);
        var garde = depot.saveAndFlush(role);
        historique.noter(OBJET, garde.id(), avant, garde.instantane(), motif);
        return garde;
    }

    /** Whether the account holds today the stand-alone role that gives just this. */
    @Transactional(readOnly = true)
    public boolean dejaDonne(UUID utilisateur, DroitsAccordes droits) {
        return connu(utilisateur, droits).filter(Role::enVigueur).isPresent();
    }

    /** Withdraws a stand-alone role; the row stays, with its end. One of SIAP, or one withdrawn already, is left alone. */
    @Transactional
    public void retirer(long id, String motif) {
        depot.findById(id)
                .filter(r -> r.origine() == Role.Origine.LOCAL && r.enVigueur())
                .ifPresent(role -> {
                    var avant = role.instantane();
                    role.retirer(horloge.instant());
                    depot.saveAndFlush(role);
                    historique.noter(OBJET, id, avant, null, motif);
                });
    }

    /** Gives the stand-alone roles in force of an account to another one, and withdraws them from the first. */
    @Transactional
    public void transferer(UUID de, UUID vers, String motif) {
        for (var role : enVigueur(de, Role.Origine.LOCAL)) {
            if (!dejaDonne(vers, role.droits())) {
                donner(vers, role.droits(), motif);
            }
            retirer(role.id(), motif);
        }
    }

    private Optional<Role> connu(UUID utilisateur, DroitsAccordes droits) {
        return depot.findByUtilisateurAndOrigineOrderById(utilisateur, Role.Origine.LOCAL).stream()
                .filter(r -> r.typologie() == droits.typologie()
                        && r.groupe() == droits.groupe()
                        && Objects.equals(r.bailleur(), droits.bailleur())
                        && Objects.equals(r.administration(), droits.administration())
                        && Objects.equals(r.region(), droits.region())
                        && Objects.equals(r.departement(), droits.departement()))
                .findFirst();
    }
}
