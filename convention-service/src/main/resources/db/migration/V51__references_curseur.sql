-- V51__references_curseur.sql    schema convention
-- Why    copies that were away ask for what they missed, from the last change they took.
-- What   one row: the number of that change.
-- Undo   drop table reference_curseur;
create table reference_curseur (
    unique_ligne boolean not null default true constraint reference_curseur_pk primary key
        constraint reference_curseur_unique check (unique_ligne),
    sequence bigint not null
);
