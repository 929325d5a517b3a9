-- V10__propositions.sql          schema referentiel
-- Why    a field that proposes bailleurs answers in the order of names. The trigrams of a word that thousands of names hold
--        give thousands of rows to sort, and the index of names is walked past every name that comes before: 25 to 50 ms for
--        "office" or "société hlm" at 50 000 (EXPLAIN ANALYZE). A list per word, already in the order of names, is read
--        from its beginning and left after twenty: 0.1 ms.
-- What   one row per bailleur still there and word of three characters or more that holds a letter, kept by triggers, with
--        all that the field shows or filters by: no other table is read. Numbers stay with the trigrams, which suit them.
-- Data   about four rows per bailleur.
-- Undo   drop the triggers, the function and the table; write retenir_mots of V9 again.
create table mot_de_bailleur (
    mot varchar(255) not null,
    nom varchar(255) not null,
    bailleur uuid not null constraint mot_de_bailleur_bailleur_fk references bailleur (uuid) on delete cascade,
    siren varchar(255) not null,
    racine boolean not null,
    cherche text not null,
    constraint mot_de_bailleur_pk primary key (mot, nom, bailleur) include (siren, racine, cherche)
);
create index mot_de_bailleur_bailleur_idx on mot_de_bailleur (bailleur);

-- The same words as those faults are mended with, and both tables know every word that holds a letter.
create function mots_a_lettres(texte text) returns setof varchar language sql immutable as $$
  select distinct left(m, 255)::varchar from unnest(string_to_array(btrim(texte), ' ')) m
  where length(m) >= 3 and m ~ '[a-z]'
$$;
create or replace function retenir_mots(texte text) returns void language sql as $$
  insert into mot_cherche (mot) select mots_a_lettres(texte) on conflict do nothing
$$;

create function bailleur_mots() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from mot_de_bailleur where bailleur = old.uuid;
  end if;
  if not new.supprime then
    insert into mot_de_bailleur (mot, nom, bailleur, siren, racine, cherche)
    select m, new.nom, new.uuid, new.siren, new.parent is null, new.cherche from mots_a_lettres(new.cherche) m;
  end if;
  return null;
end $$;
create trigger bailleur_mots_insert after insert on bailleur for each row execute function bailleur_mots();
create trigger bailleur_mots_update after update of nom, siret, siren, parent, supprime on bailleur for each row
  when ((old.nom, old.siret, old.siren, old.parent is null, old.supprime)
    is distinct from (new.nom, new.siret, new.siren, new.parent is null, new.supprime))
  execute function bailleur_mots();

insert into mot_cherche (mot)
select distinct m from (select cherche from bailleur union all select cherche from administration) t,
  mots_a_lettres(t.cherche) m
on conflict do nothing;
insert into mot_de_bailleur (mot, nom, bailleur, siren, racine, cherche)
select m, b.nom, b.uuid, b.siren, b.parent is null, b.cherche from bailleur b, mots_a_lettres(b.cherche) m
where not b.supprime;
