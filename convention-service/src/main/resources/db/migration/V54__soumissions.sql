-- V54__soumissions.sql           schema convention
-- Why    the récapitulatif says what changed since a convention was submitted, and what stood there before (ux P4).
-- What   what the récapitulatif said at each submission: its values by key.
-- Undo   drop table convention_soumission;
create table convention_soumission (
    id uuid not null constraint convention_soumission_pk primary key,
    convention uuid not null constraint convention_soumission_convention_fk references convention (id) on delete cascade,
    soumise_le timestamptz not null,
    valeurs jsonb not null
);
create index convention_soumission_convention_idx on convention_soumission (convention, soumise_le);
