-- V5__modeles_historique.sql     schema document
-- Why    staff see who deposited a model, put it in force, took it back, and when.
-- What   one row for each act on a version; a version keeps only its last dates.
-- Undo   drop table modele_evenement;
create table modele_evenement (
    id uuid not null constraint modele_evenement_pk primary key,
    modele_version uuid not null constraint modele_evenement_version_fk references modele_version on delete cascade,
    quoi varchar(20) not null constraint modele_evenement_quoi_ck check (quoi in ('DEPOT', 'EFFET', 'RETRAIT')),
    effet_le timestamptz,
    qui varchar(200) not null,
    quand timestamptz not null
);
create index modele_evenement_version_idx on modele_evenement (modele_version, quand);
