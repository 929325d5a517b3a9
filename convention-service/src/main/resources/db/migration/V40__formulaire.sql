-- V40__formulaire.sql            schema convention
-- Why    an imported file waits for its author's confirmation; the last change of a table can be undone.
-- What   files waiting to be applied, and the rows as they were before the last change of a table.
-- Undo   drop table formulaire_instantane, formulaire_import;
create table formulaire_import (
    id uuid not null constraint formulaire_import_pk primary key,
    convention uuid not null constraint formulaire_import_convention_fk references convention (id) on delete cascade,
    tableau varchar(20) not null,
    auteur uuid not null,
    nom varchar(255) not null,
    contenu bytea not null,
    depose_le timestamptz not null
);
create index formulaire_import_depose_idx on formulaire_import (depose_le);

create table formulaire_instantane (
    convention uuid not null constraint formulaire_instantane_convention_fk references convention (id) on delete cascade,
    tableau varchar(20) not null,
    contenu text not null,
    quoi varchar(255) not null,
    auteur_nom varchar(255) not null,
    pris_le timestamptz not null,
    constraint formulaire_instantane_pk primary key (convention, tableau)
);
