-- V11__recherche_des_comptes.sql  schema habilitation
-- Why    an account is found by any part of its names, e-mail or identifier, accents or not (04 R100).
-- What   one searched text per account, kept by a trigger; trigrams on it; the roles of one account by index.
-- Data   rewrites every account once.
-- Undo   drop the trigger, the functions, the column and the indexes.
create function texte_cherche(variadic parties text[]) returns text language sql stable as $$
  select ' ' || btrim(regexp_replace(lower(public.unaccent(array_to_string(parties, ' '))), '[^a-z0-9@.]+', ' ', 'g'))
$$;

alter table utilisateur add column cherche text not null default '';
create function utilisateur_cherche() returns trigger language plpgsql as $$
begin
  new.cherche := texte_cherche(new.prenom, new.nom, new.email, new.username);
  return new;
end $$;
create trigger utilisateur_cherche before insert or update of prenom, nom, email, username on utilisateur
  for each row execute function utilisateur_cherche();
update utilisateur set nom = nom;
create index utilisateur_cherche_idx on utilisateur using gin (cherche public.gin_trgm_ops);
create index role_utilisateur_idx on role (utilisateur);
