-- V14__referentiel_lu.sql         schema habilitation
-- Why    what the référentiel told before this service listened, or while its messages were lost, is asked for again.
-- What   the number of the last change read.
-- Data   rewrites nothing: the first reading begins with the first change.
-- Undo   drop table referentiel_lu;
create table referentiel_lu (
    seul     boolean not null default true constraint referentiel_lu_pk primary key
        constraint referentiel_lu_seul check (seul),
    sequence bigint  not null
);
