-- V71__clotures_d_operation.sql         schema convention
-- Why    SIAP tells that an opération is closed there, possibly twice (05 D9).
-- What   one row per opération that was closed: when it was first told, and whom SIAP spoke for.
-- Undo   drop table operation_cloture;
create table operation_cloture (
    numero varchar(255) not null constraint operation_cloture_pk primary key,
    notifiee_le timestamptz not null,
    login varchar(255) not null,
    habilitation bigint not null
);
