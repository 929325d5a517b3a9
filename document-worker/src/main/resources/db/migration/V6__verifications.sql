-- V6__verifications.sql          schema document
-- Why    whoever holds a final PDF can check that it is the one the platform produced.
-- What   the fingerprint of each final PDF, by the code printed on it.
-- Data   PDF produced before carry no code: they cannot be checked.
-- Undo   drop table verification;
create table verification (
    code varchar(19) not null constraint verification_pk primary key,
    tache uuid not null constraint verification_tache_uq unique,
    sha256 char(64) not null,
    produit_le timestamptz not null
);
