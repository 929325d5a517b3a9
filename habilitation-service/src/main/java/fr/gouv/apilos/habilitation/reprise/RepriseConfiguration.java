package fr.gouv.apilos.habilitation.reprise;

import static fr.gouv.apilos.platform.reprise.TableAReprendre.de;

import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.platform.reprise.PlanDeReprise;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Suite;
import fr.gouv.apilos.platform.reprise.PlanDeReprise.Total;
import fr.gouv.apilos.platform.reprise.TableAReprendre;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The plan of this service: accounts, their filters and stand-alone roles, and a line of history for each. */
@Configuration
class RepriseConfiguration {

    private static final String UTILISATEURS = "users_user";
    private static final String USER_ID = "user_id";
    private static final String ROLES = "users_role";

    private static final String HISTORIQUE_DES_COMPTES = """
        insert into historique (objet, identifiant, action, apres, acteur_nom, motif, survenu_le)
        select 'utilisateur', u.uuid::text, 'CREATION', jsonb_build_object('username', u.username, 'cerbereLogin', u.cerbere_login,
          'prenom', u.prenom, 'nom', u.nom, 'email', u.email, 'emailSecondaire', u.email_secondaire, 'telephone', u.telephone,
          'preferencesEmail', u.preferences_email, 'staff', u.staff, 'superuser', u.superuser, 'actif', u.actif,
          'filtreDepartements', coalesce((select jsonb_agg(f.departement order by f.departement)
            from utilisateur_filtre_departement f where f.utilisateur = u.uuid), '[]')),
          'système', 'Reprise', now()
        from utilisateur u join depot_users_user d on d.uuid = u.uuid::text and d.fautes is null
        where not exists (select 1 from historique h where h.objet = 'utilisateur' and h.identifiant = u.uuid::text)\
        """;

    private static final String HISTORIQUE_DES_ROLES = """
        insert into historique (objet, identifiant, action, apres, acteur_nom, motif, survenu_le)
        select 'role', r.id::text, 'CREATION', jsonb_build_object('utilisateur', r.utilisateur, 'origine', r.origine,
          'habilitation', r.habilitation, 'profil', r.profil, 'codeRole', r.code_role, 'typologie', r.typologie, 'groupe', r.groupe,
          'bailleur', r.bailleur, 'administration', r.administration, 'region', r.region, 'departement', r.departement),
          'système',
          'Reprise', now()
        from role r join depot_users_user d on d.uuid = r.utilisateur::text and d.fautes is null
        where r.origine = 'LOCAL'
          and not exists (select 1 from historique h where h.objet = 'role' and h.identifiant = r.id::text)\
        """;

    private static final String BAILLEURS_CONNUS = """
        insert into bailleur_connu (uuid, nom, siret, siren, parent, version)
        select b.uuid::uuid, left(b.nom, 255), b.siret, b.siren,
          (select p.uuid::uuid from depot_bailleurs_bailleur p where p.id = b.parent_id), 0
        from depot_bailleurs_bailleur b where b.uuid is not null and b.nom is not null on conflict (uuid) do nothing\
        """;

    private static final String ADMINISTRATIONS_CONNUES = """
        insert into administration_connue (uuid, nom, code, version)
        select a.uuid::uuid, left(a.nom, 255), a.code, 0
        from depot_instructeurs_administration a where a.uuid is not null and a.nom is not null
        on conflict (uuid) do nothing\
        """;

    /** JSON dumps name what other services own, groups and départements by their natural keys. */
    private static final List<String> APRES_DEPOT = Stream.of(
                    List.of(
                            "update depot_users_user set password = null where password is not null",
                            PlanDeReprise.identifier(UTILISATEURS, "users.user:"),
                            "insert into depot_auth_group (ligne, id, name) select distinct 0, s.group_id, substr(s.group_id, 2)"
                                    + " from depot_users_role s where s.group_id like '=%'",
                            "insert into depot_apilos_settings_departement (ligne, id, code_insee)"
                                    + " select distinct 0, s.departement_id, substr(s.departement_id, 2)"
                                    + " from depot_users_user_filtre_departements s where s.departement_id like '=%'"),
                    PlanDeReprise.cleNaturelle(
                            ROLES,
                            "bailleur_id",
                            "bailleurs_bailleur",
                            "siret",
                            "select siret as cle, uuid from bailleur_connu"),
                    PlanDeReprise.cleNaturelle(
                            ROLES,
                            "administration_id",
                            "instructeurs_administration",
                            "code",
                            "select code as cle, uuid from administration_connue"))
            .flatMap(List::stream)
            .toList();

    @Bean
    PlanDeReprise planDeReprise() {
        return new PlanDeReprise(
                List.of(utilisateurs(), filtres(), roles()),
                Map.of(
                        "bailleurs_bailleur",
                        List.of("uuid", "nom", "siret", "siren", "parent_id"),
                        "instructeurs_administration",
                        List.of("uuid", "nom", "code"),
                        UTILISATEURS,
                        List.of("password"),
                        "auth_group",
                        List.of("name"),
                        "apilos_settings_departement",
                        List.of("code_insee")),
                APRES_DEPOT,
                List.of(
                        new Total(
                                "Comptes actifs ou non",
                                "select coalesce(x.is_active, 'f') as groupe, 1::numeric as valeur,"
                                        + " x.fautes is not null as ecarte from depot_users_user x",
                                "select case when u.actif then 't' else 'f' end as groupe, 1::numeric as valeur"
                                        + " from utilisateur u join depot_users_user d on d.uuid = u.uuid::text"
                                        + " and d.fautes is null"),
                        new Total(
                                "Rôles par typologie",
                                "select x.typologie as groupe, 1::numeric as valeur, x.fautes is not null as ecarte"
                                        + " from depot_users_role x",
                                "select d.typologie as groupe, 1::numeric as valeur from depot_users_role d"
                                        + " join depot_users_user u on u.id = d.user_id where d.fautes is null and exists"
                                        + " (select 1 from role r where r.utilisateur::text = u.uuid"
                                        + " and r.origine = 'LOCAL' and r.typologie = d.typologie)")),
                "select count(*) from utilisateur where not exists"
                        + " (select 1 from reprise r where r.etat <> 'ABANDONNEE')",
                List.of(
                        new Suite("bailleurs et administrations connus", jdbc -> {
                            jdbc.update(BAILLEURS_CONNUS);
                            jdbc.update(ADMINISTRATIONS_CONNUES);
                        }),
                        new Suite("historique", jdbc -> {
                            jdbc.update(HISTORIQUE_DES_COMPTES);
                            jdbc.update(HISTORIQUE_DES_ROLES);
                        })));
    }

    private static TableAReprendre utilisateurs() {
        return de(UTILISATEURS, "utilisateur")
                .identifiant("uuid")
                .calcul("version", "0")
                .renommee("first_name", "prenom")
                .renommee("last_name", "nom")
                .renommee("secondary_email", "email_secondaire")
                .renommee("is_staff", "staff")
                .renommee("is_superuser", "superuser")
                .renommee("is_active", "actif")
                .renommee("last_login", "derniere_connexion")
                .renommee("date_joined", "cree_le")
                .enumeration("preferences_email", "preferences_email", PreferencesEmail.class, Enum::name)
                .calcul("modifie_le", "coalesce(s.last_login, s.date_joined)::timestamptz")
                .lire("password")
                .ignorer("creator_id")
                .exiger("username")
                .unique(
                        "username",
                        "s.username",
                        "true",
                        "select 1 from utilisateur t where t.username = s.username and t.uuid::text <> s.uuid");
    }

    private static TableAReprendre filtres() {
        return de("users_user_filtre_departements", "utilisateur_filtre_departement")
                .sansIdentifiant()
                .appartient("utilisateur", USER_ID, UTILISATEURS)
                .lire("departement_id")
                .refuser(
                        "departement_id",
                        "not exists (select 1 from depot_apilos_settings_departement d where d.id = s.departement_id)",
                        "n’est pas un département")
                .calcul(
                        "departement",
                        "(select d.code_insee from depot_apilos_settings_departement d where d.id = s.departement_id)");
    }

    /** Stand-alone roles: where SIAP is connected it says them again at each sign-in, and these give nothing. */
    private static TableAReprendre roles() {
        return de(ROLES, "role")
                .sansIdentifiant()
                .appartient("utilisateur", USER_ID, UTILISATEURS)
                .reference("bailleur", "bailleur_id", "bailleurs_bailleur")
                .reference("administration", "administration_id", "instructeurs_administration")
                .enumeration("typologie", "typologie", TypologieRole.class, Enum::name)
                .exiger("typologie")
                .lire("group_id", "perimetre_region", "perimetre_departement")
                .refuser("group_id", "(" + DroitsEnSql.GROUPE + ") is null", "n’est pas un groupe connu")
                .refuser(
                        "group_id",
                        "not exists (select 1 from groupe g where g.code = (" + DroitsEnSql.GROUPE + ")) and ("
                                + DroitsEnSql.GROUPE + ") is not null",
                        "est un groupe que cette base n’a pas encore : lancez d’abord le post-déploiement")
                .refuser("perimetre_region", "char_length(s.perimetre_region) > 10", "dépasse 10 caractères")
                .refuser("perimetre_departement", "char_length(s.perimetre_departement) > 10", "dépasse 10 caractères")
                .calcul("region", DroitsEnSql.REGION)
                .calcul("departement", DroitsEnSql.DEPARTEMENT)
                .calcul("groupe", DroitsEnSql.GROUPE)
                .calcul("version", "0")
                .calcul("origine", "'LOCAL'")
                .calcul("habilitation", "0")
                .calcul("profil", DroitsEnSql.selonLeTerritoire(DroitsAccordes::profil))
                .calcul("libelle", DroitsEnSql.selonLeTerritoire(DroitsAccordes::libelle))
                .calcul("territoire", DroitsEnSql.selonLeTerritoire(DroitsAccordes::territoire))
                .calcul("debut", "now()")
                .calcul("vu_le", "now()");
    }
}
