-- V2__references.sql             schema convention
-- Why    pages and documents need names and signatories of bailleurs and administrations without asking for them.
-- What   local copies, kept by events; "version" is that of the owner, older news are ignored.
-- Undo   drop table reference_administration, reference_bailleur;
create table reference_bailleur (
    uuid uuid not null constraint reference_bailleur_pk primary key,
    nom text not null,
    siret varchar(255) not null,
    siren varchar(255) not null,
    nature_bailleur varchar(60) not null,
    sous_nature_bailleur varchar(60),
    parent uuid,
    adresse text,
    code_postal varchar(255),
    ville varchar(255),
    capital_social numeric(20, 2),
    signataire_nom varchar(255),
    signataire_fonction varchar(255),
    signataire_date_deliberation date,
    signataire_bloc_signature text,
    version bigint not null,
    supprime boolean not null,
    recu_le timestamptz not null default now()
);
create index reference_bailleur_siret_idx on reference_bailleur (siret);
create index reference_bailleur_siren_idx on reference_bailleur (siren);
create index reference_bailleur_parent_idx on reference_bailleur (parent);

create table reference_administration (
    uuid uuid not null constraint reference_administration_pk primary key,
    nom text not null,
    code varchar(255) not null,
    ville_signature varchar(255),
    adresse text,
    code_postal varchar(255),
    prefix_convention varchar(255),
    nb_convention_exemplaires int,
    signataire_bloc_signature text,
    version bigint not null,
    supprime boolean not null,
    recu_le timestamptz not null default now()
);
create index reference_administration_code_idx on reference_administration (code);
