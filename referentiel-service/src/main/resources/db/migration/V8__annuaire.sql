-- V8__annuaire.sql               schema referentiel
-- Why    the directory of enterprises is asked once a week for a number, by whatever instance.
-- What   its last answers; an unknown number is an empty object.
-- Undo   drop table annuaire_reponse;
create table annuaire_reponse (
    numero varchar(14) not null constraint annuaire_reponse_pk primary key,
    reponse jsonb not null,
    lue_le timestamptz not null
);
