-- V50__deplacements.sql          schema convention
-- Why    programmes change administration or bailleur by hundreds; each move keeps who asked, when, from where, to where, and
--        can be taken back (03 D4, D13).
-- What   moves and their programmes.
-- Undo   drop table deplacement_ligne, deplacement;
create table deplacement (
    id uuid not null constraint deplacement_pk primary key,
    champ varchar(20) not null constraint deplacement_champ_connu check (champ in ('ADMINISTRATION', 'BAILLEUR')),
    vers uuid not null,
    criteres jsonb not null,
    auteur varchar(255),
    cree_le timestamptz not null default now()
);
create table deplacement_ligne (
    deplacement uuid not null constraint deplacement_ligne_deplacement_fk references deplacement (id),
    rang int not null,
    programme uuid not null,
    de uuid,
    etat varchar(10) not null default 'A_FAIRE'
        constraint deplacement_ligne_etat_connu check (etat in ('A_FAIRE', 'FAIT', 'REFUSE', 'ANNULE')),
    raison varchar(255),
    fait_le timestamptz,
    constraint deplacement_ligne_pk primary key (deplacement, rang)
);
create index deplacement_ligne_etat_idx on deplacement_ligne (deplacement, etat, rang);
create index deplacement_ligne_programme_idx on deplacement_ligne (programme);
create index programme_departement_idx on programme (code_insee_departement);
create index programme_code_postal_idx on programme (code_postal);
