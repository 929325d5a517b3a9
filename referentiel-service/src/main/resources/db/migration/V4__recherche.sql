-- V4__recherche.sql              schema referentiel
-- Why    a name is found as it is typed, with its faults, among 50 000; lists sort and filter by index (03 B5.1, B7, D38).
-- What   one searched text per row, kept by a trigger: a space, then words without accents; trigrams on it.
-- Undo   drop the triggers, the functions and the columns.
create function texte_cherche(variadic parties text[]) returns text language sql stable as $$
  select ' ' || btrim(regexp_replace(lower(public.unaccent(array_to_string(parties, ' '))), '[^a-z0-9@.]+', ' ', 'g'))
$$;

alter table bailleur add column cherche text not null default '';
create function bailleur_cherche() returns trigger language plpgsql as $$
begin
  new.cherche := texte_cherche(new.nom, new.siret, new.siren);
  return new;
end $$;
create trigger bailleur_cherche before insert or update of nom, siret, siren on bailleur
  for each row execute function bailleur_cherche();
update bailleur set nom = nom;
create index bailleur_cherche_idx on bailleur using gin (cherche public.gin_trgm_ops);
create index bailleur_nom_idx on bailleur (nom) where not supprime;
create index bailleur_ville_idx on bailleur (ville) where not supprime;
create index bailleur_mis_a_jour_idx on bailleur (mis_a_jour_le desc) where not supprime;

alter table administration add column cherche text not null default '';
create function administration_cherche() returns trigger language plpgsql as $$
begin
  new.cherche := texte_cherche(new.nom, new.code, new.ville_signature);
  return new;
end $$;
create trigger administration_cherche before insert or update of nom, code, ville_signature on administration
  for each row execute function administration_cherche();
update administration set nom = nom;
create index administration_cherche_idx on administration using gin (cherche public.gin_trgm_ops);
create index administration_nom_idx on administration (nom) where not supprime;

-- A parent set by the journal of merges of SIAP follows it; one set by the support team stays (03 R-B8.3, D6).
alter table bailleur add column parent_siap boolean not null default true;
-- Absorbed by another for good: its number leads there (merge of two bailleurs).
alter table bailleur add column absorbe_par uuid constraint bailleur_absorbe_par_fk references bailleur (uuid);
