-- V20__recherche.sql             schema convention
-- Why    the list of conventions must answer in one index scan, whatever is typed and whoever asks (design §5).
-- What   one projection row per convention or avenant, kept by the transaction that changes it.
-- Undo   drop table recherche;
create table recherche (
    convention uuid not null constraint recherche_pk primary key
        constraint recherche_convention_fk references convention (id) on delete cascade,
    parent uuid,
    programme uuid not null,
    nom varchar(255) not null,
    ville varchar(255) not null,
    code_postal varchar(5) not null,
    departement varchar(10) not null,
    region varchar(10) not null,
    bailleur uuid not null,
    bailleur_nom varchar(255) not null,
    administration uuid,
    numero varchar(255),
    numero_recherche varchar(255) not null,
    numero_parent varchar(255) not null,
    operation varchar(255) not null,
    operation_recherche varchar(255) not null,
    nature varchar(25) not null,
    anru boolean not null,
    anah boolean not null,
    seconde_vie boolean not null,
    financements varchar(25)[] not null,
    logements int not null,
    statut varchar(25) not null,
    date_fin date,
    livraison date,
    signature date,
    cree_le timestamptz not null,
    modifie_le timestamptz not null,
    texte text not null
);
create index recherche_texte_idx on recherche using gin (texte public.gin_trgm_ops);
create index recherche_departement_idx on recherche (departement, modifie_le desc);
create index recherche_bailleur_idx on recherche (bailleur, modifie_le desc);
create index recherche_administration_idx on recherche (administration, modifie_le desc);
create index recherche_modifie_idx on recherche (modifie_le desc);
create index recherche_statut_idx on recherche (statut);
create index recherche_numero_idx on recherche (numero_recherche);
create index recherche_operation_idx on recherche (operation_recherche);
create index recherche_programme_idx on recherche (programme);
