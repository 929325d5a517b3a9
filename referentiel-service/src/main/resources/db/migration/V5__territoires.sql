-- V5__territoires.sql            schema referentiel
-- Why    départements and régions of the State (03 B3, 07 §5.2), communes with their INSEE and postal codes, who had which
--        territory in delegation and when (03 R-B2.7 mended), rent indices (03 A15).
-- What   tables; départements and régions are written again at each deployment, communes come from the public file.
-- Undo   drop the tables.
create table region (
    code varchar(2) not null constraint region_pk primary key,
    nom varchar(255) not null constraint region_nom_unique unique
);
create table departement (
    id int not null constraint departement_pk primary key,
    nom varchar(255) not null constraint departement_nom_unique unique,
    code_insee varchar(3) not null constraint departement_code_insee_unique unique,
    code_insee_region varchar(2) not null,
    code_postal varchar(3) not null
);
create table commune (
    code_insee varchar(5) not null,
    code_postal varchar(5) not null,
    nom varchar(255) not null,
    departement varchar(3) not null,
    cherche text not null default '',
    constraint commune_pk primary key (code_insee, code_postal)
);
create index commune_code_postal_idx on commune (code_postal);
create index commune_cherche_idx on commune using gin (cherche public.gin_trgm_ops);

create table delegation (
    id uuid not null constraint delegation_pk primary key,
    version bigint not null,
    administration uuid not null constraint delegation_administration_fk references administration (uuid),
    departement varchar(3) not null constraint delegation_departement_fk references departement (code_insee),
    territoire varchar(255) not null default '',
    communes text[] not null default '{}',
    debut date not null,
    fin date,
    constraint delegation_dates_ordonnees check (fin is null or fin >= debut)
);
create index delegation_administration_idx on delegation (administration, debut desc);
create index delegation_departement_idx on delegation (departement, debut);

create table indice (
    id uuid not null constraint indice_pk primary key,
    version bigint not null,
    annee int not null,
    is_loyer boolean not null default true,
    nature_logement varchar(25),
    date_debut date not null,
    date_fin date not null,
    evolution numeric(7, 4) not null,
    departements text[] not null default '{}',
    cree_le timestamptz not null default now(),
    mis_a_jour_le timestamptz not null default now(),
    constraint indice_dates_ordonnees check (date_fin >= date_debut)
);
create index indice_annee_idx on indice (annee, is_loyer, nature_logement);
