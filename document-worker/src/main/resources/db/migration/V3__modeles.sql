-- V3__modeles.sql                schema document
-- Why    staff put other models in use, from a date, and go back; a document can be produced again with its own model.
-- What   every model ever used, by its SHA-256: those of the product (INTEGRE) and those staff deposited (DEPOSE).
-- Undo   drop table modele_version;
create table modele_version (
    id uuid not null constraint modele_version_pk primary key,
    code varchar(60) not null,
    version varchar(60) not null,
    sha256 char(64) not null,
    docx bytea not null,
    origine varchar(10) not null constraint modele_version_origine_ck check (origine in ('INTEGRE', 'DEPOSE')),
    nom_fichier varchar(200),
    rapport text,
    depose_par varchar(200),
    depose_le timestamptz not null default now(),
    effet_le timestamptz,
    effet_par varchar(200),
    retire_le timestamptz,
    retire_par varchar(200),
    constraint modele_version_code_sha256_uq unique (code, sha256)
);
create index modele_version_sha256_idx on modele_version (sha256);
create index modele_version_effet_idx on modele_version (code, effet_le) where origine = 'DEPOSE' and retire_le is null;
