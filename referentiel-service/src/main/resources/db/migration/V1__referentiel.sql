-- V1__referentiel.sql            schema referentiel
-- Why    one owner for bailleurs and administrations; the other services keep copies by events.
-- What   bailleurs and administrations with a version that grows at each change (03 B1, B2).
-- Undo   drop table administration, bailleur;
create table bailleur (
    uuid uuid not null constraint bailleur_pk primary key,
    rang bigint generated always as identity constraint bailleur_rang_unique unique,
    nom varchar(255) not null,
    siret varchar(255) not null constraint bailleur_siret_unique unique,
    siren varchar(255) not null constraint bailleur_siren_unique unique,
    nature_bailleur varchar(255) not null,
    sous_nature_bailleur varchar(25) not null default 'NONRENSEIGNE',
    parent uuid constraint bailleur_parent_fk references bailleur (uuid),
    adresse varchar(255),
    code_postal varchar(5),
    ville varchar(255),
    capital_social numeric(18, 2),
    signataire_nom varchar(255),
    signataire_fonction varchar(255),
    signataire_date_deliberation date,
    signataire_bloc_signature varchar(5000),
    operation_exceptionnelle text,
    version bigint not null,
    supprime boolean not null default false,
    cree_le timestamptz not null default now(),
    mis_a_jour_le timestamptz not null default now()
);
create index bailleur_parent_idx on bailleur (parent);

create table administration (
    uuid uuid not null constraint administration_pk primary key,
    rang bigint generated always as identity constraint administration_rang_unique unique,
    nom varchar(255) not null,
    code varchar(255) not null constraint administration_code_unique unique,
    code_dans_galion varchar(255),
    ville_signature varchar(255),
    adresse text,
    code_postal varchar(5),
    ville varchar(255),
    nb_convention_exemplaires integer not null default 3,
    prefix_convention varchar(255) default '{département}/{zone}/{mois}/{année}/80.416/',
    signataire_bloc_signature text,
    version bigint not null,
    supprime boolean not null default false,
    cree_le timestamptz not null default now(),
    mis_a_jour_le timestamptz not null default now()
);
