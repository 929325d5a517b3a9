package fr.gouv.apilos.convention.reprise;

import static fr.gouv.apilos.platform.reprise.TableAReprendre.de;

import fr.gouv.apilos.convention.convention.Commentaires;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Preteur;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.Type1et2;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.TypologieAnnexe;
import fr.gouv.apilos.convention.enumeration.TypologieLogement;
import fr.gouv.apilos.convention.enumeration.TypologieStationnement;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import fr.gouv.apilos.convention.programme.Territoires;
import fr.gouv.apilos.platform.reprise.TableAReprendre;
import java.util.List;
import java.util.stream.Collectors;

/** Where each table and column of the source goes. Parents come before their children. */
final class TablesReprises {

    private static final String PROGRAMME = "programmes_programme";
    private static final String CONVENTION = "conventions_convention";
    private static final String LOT = "programmes_lot";
    private static final String LOGEMENT = "programmes_logement";
    private static final String UTILISATEUR = "users_user";
    private static final String CREE_LE = "cree_le";
    private static final String MODIFIE_LE = "mis_a_jour_le";
    private static final int CHAINE_MAX = 50;

    /** 03 R-A3.2, 01 R75: separators do not matter in a search. */
    private static final String SANS_SEPARATEURS = "regexp_replace(%s, '[/\\-. ]', '', 'g')";

    /** Avenants of avenants are attached to the convention itself (01 R3); a loop has no convention and is kept aside. */
    private static final String RACINES = """
        with recursive chaine (id, ancetre, rang) as (
          select d.id, d.parent_id, 1 from depot_conventions_convention d where d.parent_id is not null
          union all
          select c.id, d.parent_id, c.rang + 1 from chaine c join depot_conventions_convention d on d.id = c.ancetre
          where d.parent_id is not null and c.rang < %1$d
        )
        update depot_conventions_convention d set racine_id = x.racine
        from (select distinct on (id) id, case when rang = %1$d then '?' else ancetre end as racine
          from chaine order by id, rang desc) x
        where x.id = d.id\
        """.formatted(CHAINE_MAX);

    /** Older dumps: a convention names its one lot and says its financement; lots and loans then take them from it. */
    private static final String LOT_D_AVANT = """
        update depot_programmes_lot l set convention_id = c.id, financement = coalesce(l.financement, c.financement)
        from depot_conventions_convention c where l.convention_id is null and c.lot_id = l.id\
        """;

    /** Copies older than anything referentiel-service will tell. */
    static final String BAILLEURS_CONNUS = """
        insert into reference_bailleur (uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur, parent, adresse,
          code_postal, ville, capital_social, signataire_nom, signataire_fonction, signataire_date_deliberation,
          signataire_bloc_signature, version, supprime)
        select b.uuid::uuid, b.nom, coalesce(b.siret, ''), coalesce(nullif(b.siren, ''), b.siret, ''),
          coalesce(b.nature_bailleur, ''), b.sous_nature_bailleur, null, b.adresse, b.code_postal, b.ville,
          case when b.capital_social ~ '^-?[0-9]+([.][0-9]+)?$' then b.capital_social::numeric end, b.signataire_nom,
          b.signataire_fonction,
          case when reprise_moment(b.signataire_date_deliberation) then b.signataire_date_deliberation::date end,
          b.signataire_bloc_signature, 0, false
        from depot_bailleurs_bailleur b
        where b.uuid ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' and b.nom is not null
        on conflict (uuid) do nothing\
        """;

    static final String ADMINISTRATIONS_CONNUES = """
        insert into reference_administration (uuid, nom, code, ville_signature, adresse, code_postal, prefix_convention,
          nb_convention_exemplaires, signataire_bloc_signature, version, supprime)
        select a.uuid::uuid, a.nom, coalesce(a.code, ''), a.ville_signature, a.adresse, a.code_postal, a.prefix_convention,
          case when a.nb_convention_exemplaires ~ '^[0-9]{1,4}$' then a.nb_convention_exemplaires::int end,
          a.signataire_bloc_signature, 0, false
        from depot_instructeurs_administration a
        where a.uuid ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' and a.nom is not null
        on conflict (uuid) do nothing\
        """;

    private TablesReprises() {}

    static List<TableAReprendre> toutes() {
        return List.of(
                programme(),
                convention(),
                lot(),
                logement(),
                ordonnee("programmes_annexe", "annexe", "logement", "logement_id", LOGEMENT)
                        .enumeration("typologie", "typologie", TypologieAnnexe.class, Enum::name),
                ordonnee("programmes_typestationnement", "type_stationnement", "lot", "lot_id", LOT)
                        .enumeration("typologie", "typologie", TypologieStationnement.class, Enum::name),
                ordonnee("programmes_locauxcollectifs", "local_collectif", "lot", "lot_id", LOT),
                de("programmes_repartitionsurface", "repartition_surface")
                        .sansIdentifiant()
                        .appartient("lot", "lot_id", LOT)
                        .enumeration("typologie", "typologie", TypologieLogement.class, Enum::name)
                        .exiger("type_habitat")
                        .parmi("type_habitat", List.of("INDIVIDUEL", "COLLECTIF")),
                ordonnee("conventions_pret", "pret", "lot", "lot_id", LOT)
                        .lire("convention_id")
                        .preparer(
                                "update depot_conventions_pret p set lot_id = c.lot_id from depot_conventions_convention c"
                                        + " where p.lot_id is null and c.id = p.convention_id")
                        .enumeration("preteur", "preteur", Preteur.class, Enum::name),
                ordonnee("programmes_logementedd", "logement_edd", "programme", "programme_id", PROGRAMME)
                        .enumeration("financement", "financement", Financement.class, Financement::code),
                ordonnee(
                        "programmes_referencecadastrale",
                        "reference_cadastrale",
                        "programme",
                        "programme_id",
                        PROGRAMME),
                de("conventions_convention_avenant_types", "convention_avenant_type")
                        .sansIdentifiant()
                        .appartient("convention", "convention_id", CONVENTION)
                        .lire("avenanttype_id")
                        .refuser(
                                "avenanttype_id",
                                "not exists (select 1 from depot_conventions_avenanttype t where t.id = s.avenanttype_id"
                                        + " and t.nom in (" + nomsDAvenant() + "))",
                                "est un type d’avenant inconnu")
                        .calcul(
                                "type",
                                "(select upper(t.nom) from depot_conventions_avenanttype t where t.id = s.avenanttype_id)"),
                de("conventions_convention_parents_2nd_vie", "convention_seconde_vie")
                        .sansIdentifiant()
                        .appartient("convention", "from_convention_id", CONVENTION)
                        .appartient("origine", "to_convention_id", CONVENTION),
                historique(),
                de("conventions_evenement", "evenement").appartient("convention", "convention_id", CONVENTION),
                de("conventions_piecejointe", "piece_jointe").appartient("convention", "convention_id", CONVENTION),
                commentaire(),
                FichiersReprises.table());
    }

    private static TableAReprendre programme() {
        return de(PROGRAMME, "programme")
                .appartient("bailleur", "bailleur_id", "bailleurs_bailleur")
                .reference("administration", "administration_id", "instructeurs_administration")
                .reference("parent", "parent_id", PROGRAMME)
                .enumeration("zone123", "zone_123", Zone123.class, Zone123::code)
                .enumeration("zone_abc", "zone_abc", ZoneAbc.class, Enum::name)
                .enumeration("type_operation", "type_operation", TypeOperation.class, Enum::name)
                .enumeration("nature_logement", "nature_logement", NatureLogement.class, Enum::name)
                .lire(
                        "numero_operation_pour_recherche",
                        "date_achevement_compile",
                        "search_vector",
                        "code_insee_departement",
                        "code_insee_region")
                .ignorer("reassign_command_old_admin_backup")
                .renommee("date_achevement", "date_achevement")
                .renommee("date_achevement_previsible", "date_achevement_previsible")
                .calcul(
                        "numero_operation_pour_recherche",
                        SANS_SEPARATEURS.formatted("coalesce(s.numero_operation, '')"))
                .calcul("date_achevement_compile", "coalesce(s.date_achevement, s.date_achevement_previsible)::date")
                .refuser(
                        "code_insee_departement", "char_length(s.code_insee_departement) > 10", "dépasse 10 caractères")
                .refuser("code_insee_region", "char_length(s.code_insee_region) > 10", "dépasse 10 caractères")
                .calcul("code_insee_departement", departement("s"))
                .calcul(
                        "code_insee_region",
                        "coalesce(nullif(s.code_insee_region, ''), case " + departement("s") + " " + regions()
                                + " else '' end)");
    }

    private static TableAReprendre convention() {
        return de(CONVENTION, "convention")
                .preparer("alter table depot_conventions_convention add column if not exists racine_id text")
                .preparer("update depot_conventions_convention set racine_id = null where racine_id is not null")
                .preparer(RACINES)
                .appartient("programme", "programme_id", PROGRAMME)
                .reference("parent", "racine_id", CONVENTION)
                .enumeration("statut", "statut", Statut.class, Statut::valeurHistorique)
                .enumeration("type1et2", "type1and2", Type1et2.class, Enum::name)
                .renommee("foyer_residence_variante_1", "foyer_residence_variante1")
                .renommee("foyer_residence_variante_2", "foyer_residence_variante2")
                .renommee("foyer_residence_variante_3", "foyer_residence_variante3")
                .renommee("foyer_residence_variante_2_travaux", "foyer_residence_variante2_travaux")
                .renommee("foyer_residence_variante_2_nb_annees", "foyer_residence_variante2_nb_annees")
                .renommee("foyer_residence_variante_2_nb_tranches", "foyer_residence_variante2_nb_tranches")
                .lire("parent_id", "numero_pour_recherche", "cree_par_id", "lot_id", "financement")
                .calcul("numero_pour_recherche", SANS_SEPARATEURS.formatted("nullif(s.numero, '')"))
                .calcul("cree_par", "(select u.uuid::uuid from depot_users_user u where u.id = s.cree_par_id)")
                .calcul("cree_par_nom", nomDe("s.cree_par_id"))
                .calcul(
                        "cree_par_instructeur",
                        "s.cree_par_id is not null and not exists (select 1 from depot_users_role r"
                                + " where r.user_id = s.cree_par_id and r.typologie = 'BAILLEUR')")
                .exiger("statut")
                .unique("numero", "s.racine_id is null, s.racine_id, s.numero", "s.numero is not null", """
                        select 1 from convention t where t.numero = s.numero and t.id::text <> lower(s.uuid)
                          and (t.parent is null and s.racine_id is null or t.parent::text =
                            (select lower(r.uuid) from depot_conventions_convention r where r.id = s.racine_id))\
                        """);
    }

    private static TableAReprendre lot() {
        return ordonnee(LOT, "lot", "convention", "convention_id", CONVENTION)
                .lire("parent_id", "programme_id")
                .preparer(LOT_D_AVANT)
                .calcul("parent", "(select r.uuid::uuid from depot_programmes_lot r where r.id = s.parent_id)")
                .enumeration("financement", "financement", Financement.class, Financement::code)
                .enumeration("type_habitat", "type_habitat", TypeHabitat.class, Enum::name)
                .unique("financement", "s.convention_id, s.financement", "true", """
                        select 1 from lot t join depot_conventions_convention c on lower(c.uuid) = t.convention::text
                        where c.id = s.convention_id and t.financement = replace(s.financement, '-', '_')
                          and t.id::text <> lower(s.uuid)\
                        """);
    }

    private static TableAReprendre logement() {
        return de(LOGEMENT, "logement")
                .appartient("lot", "lot_id", LOT)
                .enumeration("typologie", "typologie", TypologieLogement.class, Enum::name)
                .lire(CREE_LE, MODIFIE_LE);
    }

    private static TableAReprendre historique() {
        return de("conventions_conventionhistory", "convention_historique")
                .appartient("convention", "convention_id", CONVENTION)
                .enumeration("statut", "statut_convention", Statut.class, Statut::valeurHistorique)
                .enumeration("statut_precedent", "statut_convention_precedent", Statut.class, Statut::valeurHistorique)
                .exiger("statut_convention")
                .exiger("statut_convention_precedent")
                .lire("user_id", MODIFIE_LE)
                .calcul("utilisateur", "(select u.uuid::uuid from depot_users_user u where u.id = s.user_id)")
                .calcul("utilisateur_nom", nomDe("s.user_id"))
                .calcul(
                        "utilisateur_email",
                        "(select left(u.email, 254) from depot_users_user u where u.id = s.user_id)")
                .calcul("typologie", "(select min(r.typologie) from depot_users_role r where r.user_id = s.user_id)");
    }

    private static TableAReprendre commentaire() {
        return de("comments_comment", "commentaire")
                .appartient("convention", "convention_id", CONVENTION)
                .enumeration("statut", "statut", Commentaires.Etat.class, Enum::name)
                .appartient("auteur", "user_id", UTILISATEUR)
                .calcul("auteur_nom", "coalesce(" + nomDe("s.user_id") + ", '')")
                .calcul(
                        "auteur_instructeur",
                        "not exists (select 1 from depot_users_role r where r.user_id = s.user_id"
                                + " and r.typologie = 'BAILLEUR')");
    }

    /** Rows whose order is that in which they were made. */
    private static TableAReprendre ordonnee(String source, String cible, String colonne, String champ, String parent) {
        return de(source, cible)
                .appartient(colonne, champ, parent)
                .lire(CREE_LE, MODIFIE_LE)
                .calcul("ordre", "(row_number() over (partition by s.%s order by s.ligne))::int".formatted(champ));
    }

    /** The département a programme says, or the one of its postal code (03 R-A3.4). */
    static String departement(String alias) {
        return """
            coalesce(nullif(%1$s.code_insee_departement, ''), case when %1$s.code_postal !~ '^[0-9]{5}$' then ''
              when %1$s.code_postal >= '97000' then left(%1$s.code_postal, 3) else left(%1$s.code_postal, 2) end, '')\
            """.formatted(alias);
    }

    private static String regions() {
        return Territoires.regionsParDepartement().entrySet().stream()
                .map(e -> "when '" + e.getKey() + "' then '" + e.getValue() + "'")
                .collect(Collectors.joining(" "));
    }

    private static String nomDe(String cle) {
        return "(select left(trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, '')), 255)"
                + " from depot_users_user u where u.id = " + cle + ")";
    }

    private static String nomsDAvenant() {
        return java.util.Arrays.stream(AvenantType.values())
                .map(type -> "'" + type.libelle() + "'")
                .collect(Collectors.joining(", "));
    }
}
