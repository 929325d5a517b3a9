-- V11__documents_signes.sql      schema convention
-- Why    the signed act is deposited, may be replaced before it is dated, and no version of it is ever lost (01 R180).
-- What   versions of the signed document of a convention.
-- Undo   drop table document_signe;
create table document_signe (
    id uuid not null constraint document_signe_pk primary key,
    convention uuid not null constraint document_signe_convention_fk references convention (id) on delete cascade,
    cle varchar(500) not null,
    nom varchar(255) not null,
    taille bigint not null,
    sha256 varchar(64) not null,
    depose_par varchar(255) not null,
    depose_le timestamptz not null,
    retire_le timestamptz
);
create unique index document_signe_courant_unique on document_signe (convention) where retire_le is null;
