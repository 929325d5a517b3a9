package fr.gouv.apilos.referentiel.reprise;

import static fr.gouv.apilos.platform.reprise.TableAReprendre.de;

import fr.gouv.apilos.platform.reprise.PlanDeReprise;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Suite;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Total;
import fr.gouv.apilos.platform.reprise.TableAReprendre;
import fr.gouv.apilos.referentiel.bailleur.NatureBailleur;
import fr.gouv.apilos.referentiel.bailleur.SousNatureBailleur;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The plan of this service: bailleurs, administrations, rent indices, and a first change in the journal for each. */
@Configuration
class RepriseConfiguration {

    private static final String BAILLEURS = "bailleurs_bailleur";
    private static final String ADMINISTRATIONS = "instructeurs_administration";
    private static final String CODE = "code";

    /** Digits are often grouped by spaces. */
    private static final String IDENTIFIANT = """
        (case when btrim(s.siret) ~ '^[0-9[:space:]]+$' then regexp_replace(s.siret, '[^0-9]', '', 'g') else btrim(s.siret) end)\
        """;

    /** 03 R-B1.2: the SIREN of a SIRET when none is given. */
    private static final String SIREN = "coalesce(nullif(btrim(s.siren), ''), case when " + IDENTIFIANT
            + " ~ '^[0-9]{14}$' then left(" + IDENTIFIANT + ", 9) else " + IDENTIFIANT + " end)";

    /** The state of a row that no change tells yet, as the journal keeps it: consumers read it from there. */
    private static final String JOURNAL_DES_BAILLEURS = """
        insert into changement (entite, uuid, version, geste, survenu_le, motif, etat)
        select 'BAILLEUR', b.uuid, b.version, '+', now(), 'Reprise', jsonb_build_object('uuid', uuid, 'nom', nom,
          'siret', siret, 'siren', siren, 'natureBailleur', nature_bailleur, 'sousNatureBailleur', sous_nature_bailleur,
          'parent', parent, 'adresse', adresse, 'codePostal', code_postal, 'ville', ville, 'capitalSocial', capital_social,
          'signataireNom', signataire_nom, 'signataireFonction', signataire_fonction,
          'signataireDateDeliberation', signataire_date_deliberation,
          'signataireBlocSignature', signataire_bloc_signature, 'version', version, 'supprime', supprime)
        from bailleur b
        where not exists (select 1 from changement x where x.entite = 'BAILLEUR' and x.uuid = b.uuid) order by b.rang\
        """;

    private static final String JOURNAL_DES_ADMINISTRATIONS = """
        insert into changement (entite, uuid, version, geste, survenu_le, motif, etat)
        select 'ADMINISTRATION', a.uuid, a.version, '+', now(), 'Reprise', jsonb_build_object('uuid', uuid, 'nom', nom,
          'code', code, 'villeSignature', ville_signature, 'adresse', adresse, 'codePostal', code_postal, 'ville', ville,
          'prefixConvention', prefix_convention, 'nbConventionExemplaires', nb_convention_exemplaires,
          'signataireBlocSignature', signataire_bloc_signature, 'version', version, 'supprime', supprime)
        from administration a
        where not exists (select 1 from changement x where x.entite = 'ADMINISTRATION' and x.uuid = a.uuid) order by a.rang\
        """;

    @Bean
    PlanDeReprise planDeReprise() {
        return new PlanDeReprise(
                List.of(bailleurs(), administrations(), indices()),
                Map.of(
                        BAILLEURS,
                        List.of("capital_social"),
                        "programmes_indiceevolutionloyer_departements",
                        List.of("indiceevolutionloyer_id", "departement_id"),
                        "apilos_settings_departement",
                        List.of("code_insee")),
                List.of(),
                List.of(
                        new Total(
                                "Bailleurs par nature",
                                "select coalesce(nullif(x.nature_bailleur, ''), '" + NatureBailleur.AUTRES.libelle()
                                        + "') as groupe, 1::numeric as valeur, x.fautes is not null as ecarte"
                                        + " from depot_bailleurs_bailleur x",
                                "select b.nature_bailleur as groupe, 1::numeric as valeur from bailleur b"
                                        + " join depot_bailleurs_bailleur d on lower(d.uuid) = b.uuid::text and d.fautes is null"),
                        new Total(
                                "Capital social des bailleurs (€)",
                                "select 'tous'::text as groupe, " + PlanDeReprise.nombre("x.capital_social")
                                        + " as valeur, x.fautes is not null as ecarte from depot_bailleurs_bailleur x",
                                "select 'tous'::text as groupe, b.capital_social as valeur from bailleur b"
                                        + " join depot_bailleurs_bailleur d on lower(d.uuid) = b.uuid::text and d.fautes is null"),
                        new Total(
                                "Administrations",
                                "select 'toutes'::text as groupe, 1::numeric as valeur, x.fautes is not null as ecarte"
                                        + " from depot_instructeurs_administration x",
                                "select 'toutes'::text as groupe, 1::numeric as valeur from administration a"
                                        + " join depot_instructeurs_administration d on lower(d.uuid) = a.uuid::text"
                                        + " and d.fautes is null")),
                "select case when exists (select 1 from reprise r where r.etat <> 'ABANDONNEE') then 0"
                        + " else (select count(*) from bailleur) + (select count(*) from administration) end",
                List.of(new Suite("journal", jdbc -> {
                    jdbc.queryForList("select pg_advisory_xact_lock(hashtext('referentiel.changement'))");
                    jdbc.update(JOURNAL_DES_BAILLEURS);
                    jdbc.update(JOURNAL_DES_ADMINISTRATIONS);
                })));
    }

    private static TableAReprendre bailleurs() {
        return de(BAILLEURS, "bailleur")
                .identifiant("uuid")
                .reference("parent", "parent_id", BAILLEURS)
                .lire("siret", "siren", "nature_bailleur", "sous_nature_bailleur")
                .calcul("siret", IDENTIFIANT)
                .calcul("siren", SIREN)
                .calcul(
                        "nature_bailleur",
                        "coalesce(nullif(s.nature_bailleur, ''), '" + NatureBailleur.AUTRES.libelle() + "')")
                .calcul("sous_nature_bailleur", "coalesce(nullif(s.sous_nature_bailleur, ''), 'NONRENSEIGNE')")
                .calcul("version", "1")
                .exiger("siret")
                .refuser("siret", "char_length(btrim(s.siret)) > 255", "dépasse 255 caractères")
                .exiger("nom")
                .parmi(
                        "nature_bailleur",
                        Arrays.stream(NatureBailleur.values())
                                .map(NatureBailleur::libelle)
                                .toList())
                .parmi(
                        "sous_nature_bailleur",
                        Arrays.stream(SousNatureBailleur.values())
                                .map(Enum::name)
                                .toList())
                .unique(
                        "siret",
                        IDENTIFIANT,
                        "true",
                        "select 1 from bailleur t where t.siret = " + IDENTIFIANT
                                + " and t.uuid::text <> lower(s.uuid)")
                .unique(
                        "siren",
                        SIREN,
                        "true",
                        "select 1 from bailleur t where t.siren = " + SIREN + " and t.uuid::text <> lower(s.uuid)");
    }

    private static TableAReprendre administrations() {
        return de(ADMINISTRATIONS, "administration")
                .identifiant("uuid")
                .calcul("version", "1")
                .exiger("nom")
                .exiger(CODE)
                .unique(
                        CODE,
                        "s.code",
                        "true",
                        "select 1 from administration t where t.code = s.code and t.uuid::text <> lower(s.uuid)");
    }

    private static TableAReprendre indices() {
        return de("programmes_indiceevolutionloyer", "indice")
                .calcul("version", "1")
                .calcul("departements", """
                    coalesce((select array_agg(d.code_insee order by d.code_insee)
                      from depot_programmes_indiceevolutionloyer_departements x
                      join depot_apilos_settings_departement d on d.id = x.departement_id
                      where x.indiceevolutionloyer_id = s.id), '{}')\
                    """);
    }
}
