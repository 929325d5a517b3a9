-- V6__imports.sql                schema referentiel
-- Why    a file is checked, then written in batches that survive a stop; its report can be read again.
-- What   files sent, with how far each one is.
-- Undo   drop table importation;
create table importation (
    id uuid not null constraint importation_pk primary key,
    genre varchar(40) not null,
    nom varchar(200) not null,
    contenu bytea not null,
    etat varchar(10) not null default 'DEPOSE'
        constraint importation_etat_connu check (etat in ('DEPOSE', 'EN_COURS', 'FINI')),
    position int not null default 0,
    total int not null,
    ecrites int not null default 0,
    refusees int not null default 0,
    utilisateur uuid not null,
    auteur varchar(255) not null,
    cree_le timestamptz not null default now()
);
create index importation_en_cours_idx on importation (cree_le) where etat = 'EN_COURS';
create index importation_cree_le_idx on importation (cree_le desc);
