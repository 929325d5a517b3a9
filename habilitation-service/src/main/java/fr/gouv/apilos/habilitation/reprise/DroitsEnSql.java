package fr.gouv.apilos.habilitation.reprise;

import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@link DroitsAccordes#local} gives, as SQL on a role {@code s} of the source: asked for each kind of role, each group and
 * each kind of territory, so that the rule is written once.
 */
final class DroitsEnSql {

    static final String REGION = "nullif(s.perimetre_region, '')";
    static final String DEPARTEMENT = "nullif(s.perimetre_departement, '')";

    /** Our group of the source's name, whatever its case (04 R12); null for another. */
    static final String GROUPE = Arrays.stream(Groupe.values())
            .map(groupe -> "when '" + groupe.code().toLowerCase(Locale.ROOT) + "' then '" + groupe.code() + "'")
            .collect(Collectors.joining(
                    " ", "(select case lower(g.name) ", " end from depot_auth_group g where g.id = s.group_id)"));

    /** Stands for the code of a territory while the rule is asked; no text of ours holds it. */
    private static final String CODE = "\u0001";

    private DroitsEnSql() {}

    /** One of the texts a stand-alone role gets. */
    static String selonLeTerritoire(Function<DroitsAccordes, String> texte) {
        return Arrays.stream(TypologieRole.values())
                .flatMap(typologie -> Arrays.stream(Groupe.values()).map(groupe -> cas(typologie, groupe, texte)))
                .collect(Collectors.joining(" ", "case ", " end"));
    }

    private static String cas(TypologieRole typologie, Groupe groupe, Function<DroitsAccordes, String> texte) {
        return "when s.typologie = '%s' and %s = '%s' then case when %s is not null then %s when %s is not null then %s else %s end"
                .formatted(
                        typologie.name(),
                        GROUPE,
                        groupe.code(),
                        DEPARTEMENT,
                        sql(texte.apply(DroitsAccordes.local(typologie, groupe, null, null, null, CODE)), DEPARTEMENT),
                        REGION,
                        sql(texte.apply(DroitsAccordes.local(typologie, groupe, null, null, CODE, null)), REGION),
                        sql(texte.apply(DroitsAccordes.local(typologie, groupe, null, null, null, null)), "''"));
    }

    private static String sql(String texte, String code) {
        return "'" + texte.replace("'", "''").replace(CODE, "' || " + code + " || '") + "'";
    }
}
