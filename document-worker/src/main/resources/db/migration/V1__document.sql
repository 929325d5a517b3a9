-- V1__document.sql               schema document
-- Why    a task that is delivered twice is done once; what was produced and sent can be told.
-- What   productions asked for and their outcome, mails asked for.
-- Undo   drop table courriel, tache;
create table tache (
    id uuid not null constraint tache_pk primary key,
    convention uuid not null,
    modele varchar(60) not null,
    etat varchar(20) not null,
    tentatives int not null default 0,
    raison varchar(2000),
    commencee_le timestamptz not null default now(),
    finie_le timestamptz
);
create index tache_etat_idx on tache (etat, commencee_le);

create table courriel (
    id uuid not null constraint courriel_pk primary key,
    objet varchar(500) not null,
    destinataires varchar(2000) not null,
    etat varchar(20) not null,
    envoye_le timestamptz
);
