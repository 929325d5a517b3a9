-- V30__operations.sql            schema convention
-- Why    when SIAP is away, what it said last of an opération is shown with its date.
-- What   last answer of SIAP by opération.
-- Undo   drop table operation_siap;
create table operation_siap (
    numero varchar(255) not null constraint operation_siap_pk primary key,
    contenu text not null,
    lu_le timestamptz not null
);
