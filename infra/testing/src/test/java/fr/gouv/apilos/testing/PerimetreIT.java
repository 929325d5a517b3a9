package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Situation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A perimeter answers the same for one object and for a list: every limit against every situation (04 §6.2, D5). */
@ServicesReels
@SpringBootTest(classes = EssaiApplication.class)
@AutoConfigureMockMvc
class PerimetreIT {

    private static final UUID A = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID B = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final String LISTE = """
        select (row_number() over ())::int - 1 as rang, o.* from (values
          ('93', '13', '13008', :a::uuid, :b::uuid),
          ('93', '83', '83000', :b::uuid, :a::uuid),
          ('11', '75', '75012', :a::uuid, :a::uuid),
          (null, null, null, null::uuid, null::uuid)) as o (region, departement, code_postal, bailleur, administration)
        """;
    private static final List<Situation> SITUATIONS = List.of(
            new Situation("93", "13", "13008", A, B),
            new Situation("93", "83", "83000", B, A),
            new Situation("11", "75", "75012", A, A),
            new Situation(null, null, null, null, null));

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_list_holds_exactly_the_objects_that_are_inside() {
        var colonnes = new Perimetre.Colonnes("region", "departement", "code_postal", "bailleur", "administration");
        for (var perimetre : perimetres()) {
            var predicat = perimetre.versSql(colonnes);
            var requete = jdbc.sql("select rang from (" + LISTE + ") l where " + predicat.clause())
                    .param("a", A)
                    .param("b", B);
            for (var parametre : predicat.parametres().entrySet()) {
                requete = requete.param(parametre.getKey(), parametre.getValue());
            }
            var attendus = new ArrayList<Integer>();
            for (int rang = 0; rang < SITUATIONS.size(); rang++) {
                if (perimetre.contient(SITUATIONS.get(rang))) {
                    attendus.add(rang);
                }
            }
            assertThat(requete.query(Integer.class).list())
                    .as(perimetre.toString())
                    .containsExactlyInAnyOrderElementsOf(attendus);
        }
    }

    private static List<Perimetre> perimetres() {
        var tous = new ArrayList<Perimetre>(List.of(Perimetre.NATIONAL, Perimetre.VIDE));
        for (var region : Arrays.asList(null, "93", "11")) {
            for (var departement : Arrays.asList(null, "13")) {
                for (var bailleurs : Arrays.asList(null, Set.<UUID>of(), Set.of(A), Set.of(A, B))) {
                    for (var administrations : Arrays.asList(null, Set.<UUID>of(), Set.of(B))) {
                        for (var filtre : List.of(Set.<String>of(), Set.of("13"), Set.of("7", "83"))) {
                            tous.add(new Perimetre(false, region, departement, bailleurs, administrations, filtre));
                        }
                    }
                }
            }
        }
        return tous;
    }
}
