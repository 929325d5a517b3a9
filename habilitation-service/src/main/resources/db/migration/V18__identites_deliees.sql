-- V18__identites_deliees.sql      schema habilitation
-- Why    a tie made by mistake is undone by the support team, and must not be made again by itself at the next sign-in.
-- What   an identifier for each tie, the address it was made by, who moved it, who undid it and when; an undone tie stays.
-- Data   rewrites nothing but the new identifier; what was tied before says no address.
-- Undo   delete the undone ties, put the key back on (emetteur, sujet), drop the columns.
alter table identite_externe
    drop constraint identite_externe_pk,
    add column id bigint generated always as identity,
    add column adresse varchar(254) not null default '',
    add column liee_par varchar(301),
    add column deliee_le timestamptz,
    add column deliee_par varchar(301),
    add constraint identite_externe_pk primary key (id);
create unique index identite_externe_sujet_idx on identite_externe (emetteur, sujet) where deliee_le is null;
create index identite_externe_refusee_idx on identite_externe (emetteur, sujet) where deliee_le is not null;
