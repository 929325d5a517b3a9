package fr.gouv.apilos.convention.reprise;

import static fr.gouv.apilos.platform.reprise.PlanDeReprise.nombre;

import fr.gouv.apilos.convention.convention.ConventionsReprises;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.reprise.PlanDeReprise;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Suite;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Total;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The plan of this service. */
@Configuration
class RepriseConfiguration {

    /** JSON dumps leave out what every installation has: types of avenants are named by their rank, or by their name. */
    private static final String AVENANTS_CONNUS = Arrays.stream(AvenantType.values())
            .flatMap(type -> Stream.of(String.valueOf(type.ordinal() + 1), "=" + type.libelle())
                    .map(cle -> "('" + cle + "', '" + type.libelle() + "')"))
            .collect(Collectors.joining(
                    ", ",
                    "insert into depot_conventions_avenanttype (ligne, id, nom) select 0, t.id, t.nom from (values ",
                    ") t(id, nom) where not exists (select 1 from depot_conventions_avenanttype)"));

    private static final List<String> APRES_DEPOT = Stream.of(
                    List.of(
                            "update depot_users_user set password = null where password is not null",
                            PlanDeReprise.identifier("users_user", "users.user:"),
                            "create index on depot_users_role (user_id)",
                            AVENANTS_CONNUS),
                    PlanDeReprise.cleNaturelle(
                            "programmes_programme",
                            "bailleur_id",
                            "bailleurs_bailleur",
                            "siret",
                            "select siret as cle, uuid from reference_bailleur where not supprime"),
                    PlanDeReprise.cleNaturelle(
                            "programmes_programme",
                            "administration_id",
                            "instructeurs_administration",
                            "code",
                            "select code as cle, uuid from reference_administration where not supprime"))
            .flatMap(List::stream)
            .toList();

    private static final String STATUT_ICI = Arrays.stream(Statut.values())
            .map(statut -> "when '" + statut.name() + "' then '" + statut.valeurHistorique() + "'")
            .collect(Collectors.joining(" ", "case c.statut ", " end"));

    @Bean
    PlanDeReprise planDeReprise(ApplicationEventPublisher evenements) {
        return new PlanDeReprise(
                TablesReprises.toutes(),
                Map.of(
                        "bailleurs_bailleur",
                        List.of(
                                "uuid",
                                "nom",
                                "siret",
                                "siren",
                                "nature_bailleur",
                                "sous_nature_bailleur",
                                "adresse",
                                "code_postal",
                                "ville",
                                "capital_social",
                                "signataire_nom",
                                "signataire_fonction",
                                "signataire_date_deliberation",
                                "signataire_bloc_signature"),
                        "instructeurs_administration",
                        List.of(
                                "uuid",
                                "nom",
                                "code",
                                "ville_signature",
                                "adresse",
                                "code_postal",
                                "prefix_convention",
                                "nb_convention_exemplaires",
                                "signataire_bloc_signature"),
                        "users_user",
                        List.of("uuid", "first_name", "last_name", "email", "password"),
                        "users_role",
                        List.of("typologie", "user_id"),
                        "programmes_lot",
                        List.of("nb_logements"),
                        "programmes_logement",
                        List.of("loyer", "surface_utile"),
                        "conventions_pret",
                        List.of("montant"),
                        "conventions_avenanttype",
                        List.of("nom")),
                APRES_DEPOT,
                List.of(
                        total(
                                "Conventions par département et statut",
                                "conventions_convention",
                                "convention",
                                "1",
                                "1",
                                ""),
                        total(
                                "Logements des lots (nombre)",
                                "programmes_lot",
                                "lot",
                                nombre("x.nb_logements"),
                                "x.nb_logements",
                                "x.convention_id"),
                        parLot("Logements décrits", "programmes_logement", "logement", "1", "1"),
                        parLot(
                                "Loyers des logements (€)",
                                "programmes_logement",
                                "logement",
                                nombre("x.loyer"),
                                "x.loyer"),
                        parLot(
                                "Surfaces utiles (m²)",
                                "programmes_logement",
                                "logement",
                                nombre("x.surface_utile"),
                                "x.surface_utile"),
                        parLot("Prêts (€)", "conventions_pret", "pret", nombre("x.montant"), "x.montant"),
                        new Total(
                                "Avenants",
                                "select 'tous'::text as groupe, 1::numeric as valeur, x.fautes is not null as ecarte"
                                        + " from depot_conventions_convention x where x.parent_id is not null",
                                "select 'tous'::text as groupe, 1::numeric as valeur from convention c"
                                        + " join depot_conventions_convention d on lower(d.uuid) = c.id::text"
                                        + " and d.fautes is null where c.parent is not null")),
                "select count(*) from convention where not exists"
                        + " (select 1 from reprise r where r.etat <> 'ABANDONNEE')",
                List.of(
                        new Suite("bailleurs et administrations connus", jdbc -> {
                            jdbc.execute(TablesReprises.BAILLEURS_CONNUS);
                            jdbc.execute(TablesReprises.ADMINISTRATIONS_CONNUES);
                        }),
                        new Suite("fichiers à copier", jdbc -> {
                            FichiersReprises.reparer(jdbc);
                            FichiersReprises.recenser(jdbc);
                        }),
                        new Suite("recherche", jdbc -> evenements.publishEvent(new ConventionsReprises()))));
    }

    private static Total total(
            String nom, String source, String cible, String valeur, String valeurIci, String convention) {
        var soi = convention.isEmpty();
        return new Total(
                nom,
                """
                select %1$s || ' · ' || coalesce(c.statut, '?') as groupe, %2$s as valeur, x.fautes is not null as ecarte
                from depot_%3$s x %4$s left join depot_programmes_programme p on p.id = c.programme_id\
                """.formatted(
                                TablesReprises.departement("p"),
                                valeur,
                                source,
                                soi
                                        ? "join depot_conventions_convention c on c.ligne = x.ligne"
                                        : "left join depot_conventions_convention c on c.id = " + convention),
                """
                select p.code_insee_departement || ' · ' || %1$s as groupe, %2$s as valeur
                from %3$s x join depot_%4$s d on lower(d.uuid) = x.id::text and d.fautes is null
                join convention c on c.id = x.%5$s join programme p on p.id = c.programme\
                """.formatted(STATUT_ICI, valeurIci, cible, source, soi ? "id" : "convention"));
    }

    private static Total parLot(String nom, String source, String cible, String valeur, String valeurIci) {
        return new Total(nom, """
                select %1$s || ' · ' || coalesce(c.statut, '?') as groupe, %2$s as valeur, x.fautes is not null as ecarte
                from depot_%3$s x left join depot_programmes_lot l on l.id = x.lot_id
                left join depot_conventions_convention c on c.id = l.convention_id
                left join depot_programmes_programme p on p.id = c.programme_id\
                """.formatted(TablesReprises.departement("p"), valeur, source), """
                select p.code_insee_departement || ' · ' || %1$s as groupe, %2$s as valeur
                from %3$s x join depot_%4$s d on lower(d.uuid) = x.id::text and d.fautes is null
                join lot l on l.id = x.lot join convention c on c.id = l.convention
                join programme p on p.id = c.programme\
                """.formatted(
                        STATUT_ICI, valeurIci, cible, source));
    }
}
