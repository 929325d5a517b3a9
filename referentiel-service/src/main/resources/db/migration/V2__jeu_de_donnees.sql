-- V2__jeu_de_donnees.sql         schema referentiel
-- Why    the data set given at start is loaded once: a restart must not undo what was changed since.
-- What   SHA-256 of each data set taken at a start.
-- Undo   drop table jeu_de_donnees;
create table jeu_de_donnees (
    empreinte char(64) not null constraint jeu_de_donnees_pk primary key,
    charge_le timestamptz not null default now()
);
