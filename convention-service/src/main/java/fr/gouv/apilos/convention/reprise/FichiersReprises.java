package fr.gouv.apilos.convention.reprise;

import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.platform.reprise.TableAReprendre;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The files of the source: their rows, which fields name them (06 FIL-20), and under which keys they lie (06 FIL-4, B6). What is
 * listed here is copied later by {@code reprendre-fichiers}.
 */
final class FichiersReprises {

    private static final String UUID = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'";
    private static final String CONVENTION = "convention";
    private static final String PROGRAMME = "programme";

    /** Fields no page fills any more: their files stay reachable. */
    private static final List<String> ANCIENS =
            List.of("fichier_instruction_denonciation", "fichier_instruction_resiliation", "fichier_override_cerfa");

    /** A column of text and files, and whose the files are. */
    private record Colonne(String table, String nom, String objet, String proprietaire, String jointure) {}

    private static final List<Colonne> COLONNES = colonnes();

    /** A key as our store takes it. */
    private static final String PROPRE = """
        left(regexp_replace(regexp_replace(regexp_replace(%s, '[^A-Za-z0-9._/-]+', '_', 'g'), '/{2,}', '/', 'g'),
          '(^|/)[.]+', '\\1_', 'g'), 500)\
        """;

    private FichiersReprises() {}

    static TableAReprendre table() {
        return TableAReprendre.de("upload_uploadedfile", "fichier_repris")
                // The source does not keep its identifiers apart (06 B1): a row that says the same of the same object
                // is there already.
                .sansIdentifiant()
                .refuser("uuid", "s.uuid is null or s.uuid !~ " + UUID, "n’est pas un identifiant")
                .refuser("uuid", """
                    exists (select 1 from depot_upload_uploadedfile a where a.uuid = s.uuid and a.ligne < s.ligne
                      and (a.filename, a.dirpath) is distinct from (s.filename, s.dirpath))\
                    """, "un autre objet du fichier le porte")
                .preparer("create index if not exists depot_upload_uuid_idx on depot_upload_uploadedfile (uuid)")
                .calcul("id", "s.uuid::uuid")
                .renommee("filename", "nom_stockage")
                .renommee("dirpath", "dossier")
                .lire("realname", "size", "content_type", "mis_a_jour_le")
                // FIL-26: what has no real name is called as it is stored.
                .calcul("nom", "coalesce(nullif(btrim(s.realname), ''), s.filename)")
                .calcul("taille", "case when s.size ~ '^[0-9]{1,18}$' then s.size::bigint end");
    }

    /** FIL-26: line breaks and tabs inside make a text no JSON any more. */
    static void reparer(JdbcTemplate jdbc) {
        for (var colonne : COLONNES) {
            jdbc.update("""
                    update %1$s set %2$s = regexp_replace(%2$s, '[\\r\\n\\t]', '', 'g')
                    where %2$s like '{%%' and %2$s ~ '[\\r\\n\\t]' and reprise_json(%2$s) is null
                      and reprise_json(regexp_replace(%2$s, '[\\r\\n\\t]', '', 'g')) is not null\
                    """.formatted(colonne.table(), colonne.nom()));
        }
    }

    /**
     * Lists what is to be copied; what is listed already stays as it is. A file several fields name becomes one file for each:
     * what one of them removes stays with the others.
     */
    static void recenser(JdbcTemplate jdbc) {
        jdbc.update("delete from objet_repris where genre = 'FICHIER' and etat in ('INCONNU', 'SANS_PLACE')");
        jdbc.update("""
                insert into objet_repris (genre, cle_source, cle, fichier, origine, objet, proprietaire, champ, convention, etat,
                  detail)
                with usage as (
                  select distinct on (lower(f.key), x.proprietaire, x.champ) lower(f.key) as origine, x.objet, x.proprietaire,
                    x.champ, x.cree_le, coalesce(f.value ->> 'realname', f.value ->> 'filename') as dit
                  from (%1$s) x
                  cross join lateral jsonb_each(case when jsonb_typeof(x.json -> 'files') = 'object'
                    then x.json -> 'files' else '{}' end) f
                  where f.key ~ %4$s
                  order by lower(f.key), x.proprietaire, x.champ
                ), place as (
                  select u.*, r.id, r.dossier, r.nom_stockage,
                    case u.objet when 'CONVENTION' then u.proprietaire else (select c.id from convention c
                      where c.programme = u.proprietaire order by c.cree_le, c.id limit 1) end as convention,
                    row_number() over (partition by u.origine
                      order by coalesce(r.dossier, '') like '%%' || u.proprietaire || '%%' desc, u.cree_le, u.proprietaire,
                        u.champ) = 1
                      and not exists (select 1 from objet_repris o where o.fichier = u.origine::uuid) as premier
                  from usage u left join fichier_repris r on r.id = u.origine::uuid
                ), cle as (
                  select p.*, coalesce(nullif(regexp_replace(p.dossier, '/+$', ''), ''),
                      'conventions/' || p.convention || '/media') || '/' || p.id || '_' || p.nom_stockage as source,
                    case when p.premier then p.id else md5(p.origine || p.proprietaire || p.champ)::uuid end as nouveau
                  from place p
                )
                select 'FICHIER', coalesce(regexp_replace(regexp_replace(k.source, '/{2,}', '/', 'g'), '^/', ''), ''),
                  case when k.convention is not null and k.id is not null then
                    case when k.premier then %2$s
                    else case k.objet when 'CONVENTION' then 'conventions/' else 'programmes/' end || k.proprietaire
                      || '/media/' || k.nouveau || '_' || %3$s end end,
                  case when k.convention is not null then k.nouveau end, k.origine::uuid, k.objet, k.proprietaire, k.champ,
                  k.convention,
                  case when k.id is null then 'INCONNU' when k.convention is null then 'SANS_PLACE' else 'A_COPIER' end,
                  left(k.dit, 500)
                from cle k on conflict do nothing\
                """.formatted(
                        COLONNES.stream().map(FichiersReprises::valeurs).collect(Collectors.joining(" union all ")),
                        PROPRE.formatted("regexp_replace(k.source, '^/', '')"),
                        PROPRE.formatted("k.nom_stockage"),
                        UUID));
        acte(jdbc, "SIGNE", "'conventions/' || c.id || '/convention_docs/'", "nom_fichier_signe");
        acte(jdbc, "PUBLIE", "'spf/' || c.id || '/publication/'", "nom_fichier_publication_spf");
        jdbc.update("""
                insert into objet_repris (genre, cle_source, cle, convention)
                select 'PIECE_JOINTE', 'piecesJointes/' || p.fichier, %s, p.convention from piece_jointe p
                where coalesce(p.fichier, '') <> '' order by p.cree_le, p.id on conflict do nothing\
                """.formatted(PROPRE.formatted("'piecesJointes/' || p.fichier")));
    }

    private static void acte(JdbcTemplate jdbc, String genre, String dossier, String nom) {
        jdbc.update("""
                insert into objet_repris (genre, cle_source, cle, convention)
                select '%1$s', %2$s || c.%3$s, %4$s, c.id
                from convention c join depot_conventions_convention d on lower(d.uuid) = c.id::text and d.fautes is null
                where coalesce(c.%3$s, '') <> ''
                  and not exists (select 1 from objet_repris o where o.genre = '%1$s' and o.convention = c.id)
                order by c.cree_le, c.id on conflict do nothing\
                """.formatted(genre, dossier, nom, PROPRE.formatted(dossier + " || c." + nom)));
    }

    private static String valeurs(Colonne colonne) {
        return "select '%s' as objet, %s as proprietaire, '%s' as champ, reprise_json(t.%s) as json, o.cree_le from %s t %s"
                        .formatted(
                                colonne.objet(),
                                colonne.proprietaire(),
                                colonne.nom(),
                                colonne.nom(),
                                colonne.table(),
                                colonne.jointure())
                + " where t." + colonne.nom() + " like '{%\"files\"%{%'";
    }

    private static List<Colonne> colonnes() {
        var colonnes = new ArrayList<Colonne>();
        Arrays.stream(ChampFichier.values()).forEach(champ -> {
            var convention = champ.objet().equals(CONVENTION);
            colonnes.add(de(convention ? CONVENTION : PROGRAMME, champ.nom()));
        });
        ANCIENS.forEach(nom -> colonnes.add(de(CONVENTION, nom)));
        // FIL-24: once kept by lot; a file of a lot's field belongs to its programme (06 B3).
        for (var nom : List.of(ChampFichier.EDD_VOLUMETRIQUE.nom(), ChampFichier.EDD_CLASSIQUE.nom())) {
            colonnes.add(
                    new Colonne("lot", nom, "PROGRAMME", "o.programme", "join convention o on o.id = t.convention"));
        }
        colonnes.add(new Colonne(
                "evenement", "pieces_jointes", "CONVENTION", "o.id", "join convention o on o.id = t.convention"));
        return List.copyOf(colonnes);
    }

    private static Colonne de(String table, String nom) {
        return new Colonne(
                table,
                nom,
                table.equals(CONVENTION) ? "CONVENTION" : "PROGRAMME",
                "o.id",
                "join " + table + " o on o.id = t.id");
    }
}
