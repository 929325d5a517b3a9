-- Multiplies the conventions of a database taken over until it holds :cible of them, with everything below them. For measures
-- only: run it by infra/benchmarks/multiplier, on a database made for that, as its owner or a superuser.
-- Each copy keeps what the distributions are made of: bailleur, administration, département, statut, financements, years, numbers
-- of lots, logements and loans, avenants of their convention, sizes of texts. It gets its own identifiers, numbers, name, street
-- and commune of the same département, so that a search has as many different words as a real installation.
-- Bailleurs and administrations are not multiplied: the largest grow with the base, which is the worst case of a list.
\set ON_ERROR_STOP on
\timing off
set search_path to convention, public;
set client_min_messages to notice;
-- Rows are copies of rows that hold: looking up every parent again would take most of the time.
set session_replication_role to replica;
set synchronous_commit to off;
set work_mem to '128MB';
set multiplier.cible to :cible;

begin;

-- The same row of the same copy has the same identifier wherever it is named.
create function pg_temp.copie(uuid, int) returns uuid language sql immutable parallel safe as
  $$ select md5($1::text || '/' || $2)::uuid $$;

create function pg_temp.hasard(uuid, int, text) returns int language sql immutable parallel safe as
  $$ select abs(hashtext($1::text || $2 || $3)) $$;

create temp table mot (genre text, rang int, mot text, primary key (genre, rang));
insert into mot
select genre, row_number() over (partition by genre order by mot) - 1, mot from (
  select 'debut' as genre, unnest(string_to_array('Résidence,Le Clos,Les Jardins,Le Domaine,Le Hameau,La Cour,Les Terrasses,Le Parc,'
    'Les Villas,L’Îlot,Le Carré,La Closerie,Les Balcons,Le Verger,La Bastide,Les Allées,Le Mail,La Ferme,Le Prieuré,Les Ateliers,'
    'La Grange,Le Belvédère,Les Rives,Le Square,La Roseraie,Les Hauts,Le Faubourg,La Fabrique,Le Manoir,Les Passerelles,Cité,'
    'Le Moulin,La Halle,Les Quais,Le Cloître,Foyer,Les Coteaux,La Manufacture,Le Relais,Les Pavillons', ',')) as mot
  union all
  select 'suite', unnest(string_to_array('des Lilas,des Cerisiers,des Vignes,des Acacias,du Château,de l’Abbaye,de la Gare,du Port,'
    'de la Fontaine,des Tilleuls,des Peupliers,du Lavoir,de la Mairie,des Écoles,du Stade,de l’Église,des Marronniers,du Pont,'
    'des Glycines,de la Source,des Oliviers,du Canal,des Tanneurs,des Tisserands,de la Liberté,de la Paix,du Couvent,des Mimosas,'
    'du Bois Joli,des Pins,des Érables,de l’Étang,du Petit Prince,de Bellevue,du Viaduc,des Saules,des Genêts,de la Tour,'
    'du Donjon,des Charmilles,de la Forge,du Haras,des Noyers,de l’Octroi,de la Poste,du Champ de Foire,des Remparts,du Beffroi,'
    'de la Verrerie,des Forges,du Vieux Puits,de la Croix Blanche,des Quatre Vents,du Grand Chêne,des Hirondelles,de l’Aqueduc,'
    'des Fauvettes,du Rossignol,de la Colline,du Vallon', ',')) || coalesce(' ' || nullif(t, ''), '')
    from unnest(array['', 'Nord', 'Sud', 'd’en Haut', 'bleus', 'II']) t
  union all
  select 'suite', p || ' ' || n
    from unnest(string_to_array('Jean,Marie,Paul,Louise,Simone,Albert,Georges,Lucie,Pierre,Germaine,Olympe,Victor,Rosa,Émile,'
      'Camille,Jeanne,Aimé,Joséphine,René,Colette', ',')) p,
      unnest(string_to_array('Hugo,Moulin,Pasteur,Michel,Zola,Veil,Camus,Sand,Ferry,Jaurès,Curie,Tillion,Césaire,Baker,Cassin,'
        'Verne,Rolland,Aubrac,Briand,Lambert,Garnier,Rousseau,Blanchard,Morel,Fontaine,Mercier,Chevalier,Renaud,Perrin,Masson,'
        'Marchal,Lemoine,Kergoat,Etcheverry,Schmitt,Vasseur,Delattre,Peyre,Casanova,Le Goff', ',')) n
  union all
  select 'voie', unnest(string_to_array('rue,rue,rue,rue,avenue,boulevard,chemin,place,allée,impasse,route,quai,square,cours,'
    'passage,sentier', ','))
) m;

-- Communes of the same département where the référentiel is in this database; the commune of the row otherwise.
create temp table commune (departement text, rang int, insee text, nom text, code_postal text);
do $$ begin
  if to_regclass('referentiel.commune') is not null then
    insert into commune
    select departement, row_number() over (partition by departement order by insee) - 1, insee, nom, code_postal from (
      select departement, code_insee as insee, min(nom) as nom, min(code_postal) as code_postal
      from referentiel.commune group by 1, 2) z;
  end if;
end $$;
create index on commune (departement, rang);
analyze commune;
analyze mot;

do $$
declare
  avant bigint;
  cible bigint := current_setting('multiplier.cible')::bigint;
  copies int;
  debut timestamptz := clock_timestamp();
  depart timestamptz;
  faites bigint;
  t record;
  colonne record;
  noms text;
  valeurs text;
  limites bigint;
  de_convention constant text := 'join convention pc on pc.id = s.convention';
  de_lot constant text := 'join lot pl on pl.id = s.lot join convention pc on pc.id = pl.convention';
  sans_separateurs constant text := 'regexp_replace(%s, ''[/\-. ]'', '''', ''g'')';
  numero constant text := 'case when s.numero is null or s.parent is not null and exists (select 1 from convention m'
    ' join retenue a on a.programme = m.programme and a.k = r.k where m.id = s.parent) then s.numero'
    ' when s.numero ~ ''/[0-9]{5}$'' then left(s.numero, -5) || (right(s.numero, 5)::int + r.k * 100000)'
    ' else left(s.numero, 200) || ''/'' || pg_temp.hasard(s.id, r.k, ''n'') || ''-'' || r.k end';
  operation constant text := 'case when s.numero_operation ~ ''^[0-9]{12}$'' then left(s.numero_operation, 6)'
    ' || lpad((right(s.numero_operation, 6)::int + r.k * 20000)::text, 7, ''0'')'
    ' when s.numero_operation = '''' then '''' else left(s.numero_operation, 200) || ''-'' || r.k end';
  debuts int := (select count(*) from mot where genre = 'debut');
  suites int := (select count(*) from mot where genre = 'suite');
  voies int := (select count(*) from mot where genre = 'voie');
begin
  select count(*) into avant from convention;
  if avant = 0 then
    raise exception 'no convention to multiply: take a database over first';
  end if;
  if exists (select 1 from programme p where p.id in (select pg_temp.copie(o.id, 1) from programme o)) then
    raise exception 'this base was multiplied already: begin again from the one taken over';
  end if;
  copies := ceil(cible::numeric / avant) - 1;
  limites := cible - avant;
  if copies < 1 then
    raise notice '% conventions are there already', avant;
    return;
  end if;
  -- The last copy may be a part: whole families of a programme, so that nothing is cut.
  create temp table famille as
    select p.id as programme, k.k, count(c.id) as conventions
    from programme p cross join generate_series(1, copies) k(k) left join convention c on c.programme = p.id
    group by p.id, k.k;
  create temp table retenue as
    select programme, k from (
      select programme, k, sum(conventions) over (order by k, programme) as cumul from famille) f
    where cumul <= limites;
  create index on retenue (programme);
  -- Parents may be of another programme: they come along when their own programme does, else the row becomes a root.
  analyze retenue;

  for t in
    -- Each table with the way from its rows to the programme they belong to.
    select * from (values
      (1, 'programme', '', 's.id'),
      (2, 'convention', '', 's.programme'),
      (3, 'lot', de_convention, 'pc.programme'),
      (4, 'logement', de_lot, 'pc.programme'),
      (5, 'annexe', 'join logement pg on pg.id = s.logement join lot pl on pl.id = pg.lot'
        ' join convention pc on pc.id = pl.convention', 'pc.programme'),
      (6, 'type_stationnement', de_lot, 'pc.programme'),
      (7, 'local_collectif', de_lot, 'pc.programme'),
      (8, 'repartition_surface', de_lot, 'pc.programme'),
      (9, 'pret', de_lot, 'pc.programme'),
      (10, 'logement_edd', '', 's.programme'),
      (11, 'reference_cadastrale', '', 's.programme'),
      (12, 'convention_avenant_type', de_convention, 'pc.programme'),
      (13, 'convention_historique', de_convention, 'pc.programme'),
      (14, 'evenement', de_convention, 'pc.programme'),
      (15, 'piece_jointe', de_convention, 'pc.programme'),
      (16, 'commentaire', de_convention, 'pc.programme')
    ) x(rang, nom, jointure, programme) order by rang
  loop
    depart := clock_timestamp();
    noms := '';
    valeurs := '';
    for colonne in
      select c.column_name as nom, c.udt_name as type,
        exists (select 1 from pg_constraint f where f.conrelid = ('convention.' || t.nom)::regclass and f.contype = 'f'
          and f.confrelid in ('programme'::regclass, 'convention'::regclass, 'lot'::regclass, 'logement'::regclass)
          and (select a.attname from pg_attribute a where a.attrelid = f.conrelid and a.attnum = f.conkey[1]) = c.column_name)
          as etrangere
      from information_schema.columns c
      where c.table_schema = 'convention' and c.table_name = t.nom and c.is_identity = 'NO' and c.is_generated = 'NEVER'
      order by c.ordinal_position
    loop
      noms := noms || case when noms = '' then '' else ', ' end || quote_ident(colonne.nom);
      valeurs := valeurs || case when valeurs = '' then '' else ', ' end || case
        when colonne.nom = 'id' and colonne.type = 'uuid' then 'pg_temp.copie(s.id, r.k)'
        -- A parent of another programme was perhaps not copied: the row becomes a root, as it may.
        when t.nom = 'convention' and colonne.nom = 'parent' then
          'case when exists (select 1 from convention m join retenue a on a.programme = m.programme and a.k = r.k'
            || ' where m.id = s.parent) then pg_temp.copie(s.parent, r.k) end'
        when t.nom = 'programme' and colonne.nom = 'parent' then
          'case when exists (select 1 from retenue a where a.programme = s.parent and a.k = r.k)'
            || ' then pg_temp.copie(s.parent, r.k) end'
        when colonne.etrangere or t.nom = 'lot' and colonne.nom = 'parent' or t.nom = 'commentaire' and colonne.nom = 'uuid_objet'
          then 'pg_temp.copie(s.' || quote_ident(colonne.nom) || ', r.k)'
        when t.nom = 'convention' and colonne.nom = 'numero' then numero
        when t.nom = 'convention' and colonne.nom = 'numero_pour_recherche' then format(sans_separateurs, numero)
        when t.nom = 'programme' and colonne.nom = 'numero_operation' then operation
        when t.nom = 'programme' and colonne.nom = 'numero_operation_pour_recherche' then format(sans_separateurs, operation)
        when t.nom = 'programme' and colonne.nom = 'nom' then format(
          'left(concat_ws('' '', (select mot from mot where genre = ''debut'' and rang = pg_temp.hasard(s.id, r.k, ''d'') %% %s),'
            ' (select mot from mot where genre = ''suite'' and rang = pg_temp.hasard(s.id, r.k, ''s'') %% %s), coalesce(c.nom, s.ville),'
            ' case when s.nom ~ ''[0-9]+$'' then (pg_temp.hasard(s.id, r.k, ''v'') %% 900 + 1)::text end), 255)', debuts, suites)
        when t.nom = 'programme' and colonne.nom = 'adresse' then format(
          'case when coalesce(s.adresse, '''') = '''' then s.adresse else concat_ws('' '','
            ' (pg_temp.hasard(s.id, r.k, ''a'') %% 180 + 1)::text,'
            ' (select mot from mot where genre = ''voie'' and rang = pg_temp.hasard(s.id, r.k, ''t'') %% %s),'
            ' (select mot from mot where genre = ''suite'' and rang = pg_temp.hasard(s.id, r.k, ''r'') %% %s)) end', voies, suites)
        when t.nom = 'programme' and colonne.nom = 'ville' then 'coalesce(c.nom, s.ville)'
        when t.nom = 'programme' and colonne.nom = 'code_postal' then 'coalesce(nullif(c.code_postal, ''''), s.code_postal)'
        when t.nom = 'programme' and colonne.nom = 'code_insee_commune' then
          'case when s.code_insee_commune is null then null else coalesce(c.insee, s.code_insee_commune) end'
        when colonne.nom in ('cree_le', 'mis_a_jour_le') then
          's.' || colonne.nom || ' - make_interval(secs => (pg_temp.hasard(' || case when t.nom = 'convention' then 's.id'
            else t.programme end || ', r.k, ''m'') % 2592000))'
        else 's.' || quote_ident(colonne.nom) end;
    end loop;
    execute format('insert into %I (%s) select %s from %I s %s join retenue r on r.programme = %s %s order by r.k',
      t.nom, noms, valeurs, t.nom, t.jointure, t.programme,
      case when t.nom = 'programme' then
        'left join (select departement, count(*)::int as combien from commune group by 1) n'
          ' on n.departement = s.code_insee_departement'
          ' left join commune c on c.departement = n.departement and c.rang = pg_temp.hasard(s.id, r.k, ''c'') % n.combien'
        else '' end);
    get diagnostics faites = row_count;
    raise notice '% : % rows in % s', rpad(t.nom, 24), faites,
      round(extract(epoch from clock_timestamp() - depart)::numeric, 1);
  end loop;

  raise notice 'all: % s', round(extract(epoch from clock_timestamp() - debut)::numeric, 1);
end $$;

commit;
vacuum analyze programme, convention, lot, logement, annexe, type_stationnement, local_collectif, pret, logement_edd,
  reference_cadastrale;
