-- V3__journal.sql                schema referentiel
-- Why    every change has an author and can be read again; a consumer that was away asks for what it missed (03 A3.1, B).
-- What   one row per change with the whole state after it. The number grows in the order of commits: writers of changes
--        wait for each other until their commit (Journal), so that nobody reads 12 and misses 11.
-- Data   the present state of every bailleur and administration becomes its first change.
-- Undo   drop table changement;
create table changement (
    sequence bigint generated always as identity constraint changement_pk primary key,
    evenement uuid not null default gen_random_uuid(),
    entite varchar(20) not null,
    uuid uuid not null,
    version bigint not null,
    geste char(1) not null constraint changement_geste_connu check (geste in ('+', '~', '-')),
    survenu_le timestamptz not null default now(),
    utilisateur uuid,
    utilisateur_nom varchar(255),
    motif varchar(100),
    etat jsonb not null
);
create index changement_objet_idx on changement (entite, uuid, sequence desc);

insert into changement (entite, uuid, version, geste, survenu_le, motif, etat)
select 'BAILLEUR', uuid, version, '+', mis_a_jour_le, 'Reprise', jsonb_build_object('uuid', uuid, 'nom', nom,
  'siret', siret, 'siren', siren, 'natureBailleur', nature_bailleur, 'sousNatureBailleur', sous_nature_bailleur,
  'parent', parent, 'adresse', adresse, 'codePostal', code_postal, 'ville', ville, 'capitalSocial', capital_social,
  'signataireNom', signataire_nom, 'signataireFonction', signataire_fonction,
  'signataireDateDeliberation', signataire_date_deliberation, 'signataireBlocSignature', signataire_bloc_signature,
  'version', version, 'supprime', supprime)
from bailleur order by rang;

insert into changement (entite, uuid, version, geste, survenu_le, motif, etat)
select 'ADMINISTRATION', uuid, version, '+', mis_a_jour_le, 'Reprise', jsonb_build_object('uuid', uuid, 'nom', nom,
  'code', code, 'villeSignature', ville_signature, 'adresse', adresse, 'codePostal', code_postal, 'ville', ville,
  'prefixConvention', prefix_convention, 'nbConventionExemplaires', nb_convention_exemplaires,
  'signataireBlocSignature', signataire_bloc_signature, 'version', version, 'supprime', supprime)
from administration order by rang;
