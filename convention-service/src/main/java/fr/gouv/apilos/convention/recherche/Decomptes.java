package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Identite;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many conventions somebody sees, status by status: the rule of the list, avenants left out (04 R82, 05 K1). */
@Service
public class Decomptes {

    private final JdbcClient jdbc;

    Decomptes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One statement; a status nobody stands at is absent.
     *
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 403 without the permission to see conventions
     */
    @Transactional(readOnly = true)
    public Map<Statut, Long> conventions(Identite identite) {
        identite.exiger(DroitsConvention.VOIR);
        var perimetre = identite.perimetre().versSql(Recherche.COLONNES);
        var nombres = new EnumMap<Statut, Long>(Statut.class);
        jdbc.sql("select statut, count(*) from recherche where parent is null and (" + perimetre.clause()
                        + ") group by statut")
                .params(perimetre.parametres())
                .query((ligne, rang) -> nombres.put(Statut.valueOf(ligne.getString(1)), ligne.getLong(2)))
                .list();
        return nombres;
    }
}
