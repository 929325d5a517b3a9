-- V11__effacement.sql            schema referentiel
-- Why    clear_all_data goes over three services: what was done is kept step by step, so that a run that was killed is finished by
--        the next one (07 §13.3, S35).
-- What   one row per run; one unfinished run at a time.
-- Undo   drop table effacement;
create table effacement (
    id uuid not null constraint effacement_pk primary key,
    etape varchar(20) not null constraint effacement_etape_connue
        check (etape in ('CONVENTIONS', 'ADMINISTRATIONS', 'BAILLEURS', 'UTILISATEURS', 'FIN')),
    comptes jsonb not null,
    cree_le timestamptz not null,
    fini_le timestamptz
);
create unique index effacement_un_seul_idx on effacement ((true)) where fini_le is null;
