-- V7__deplacements.sql           schema referentiel
-- Why    an operation over several services is stored step by step, so that it survives a stop and can be read and undone.
-- What   state of each operation: reassignment of programmes, transfer, merge.
-- Undo   drop table deplacement;
create table deplacement (
    id uuid not null constraint deplacement_pk primary key,
    genre varchar(15) not null constraint deplacement_genre_connu check (genre in ('DELEGATAIRES', 'TRANSFERT', 'FUSION')),
    etat varchar(12) not null default 'EN_COURS'
        constraint deplacement_etat_connu check (etat in ('EN_COURS', 'ARRETE', 'FINI', 'ANNULATION', 'ANNULE')),
    etape varchar(12) not null default 'LISTE'
        constraint deplacement_etape_connue check (etape in ('LISTE', 'PROGRAMMES', 'REFERENTIEL', 'RESTES', 'FIN')),
    de uuid,
    vers uuid not null,
    intitule varchar(500) not null,
    criteres jsonb not null,
    enfants uuid[] not null default '{}',
    total int not null default 0,
    faits int not null default 0,
    refuses int not null default 0,
    annules int not null default 0,
    erreur varchar(500),
    utilisateur uuid not null,
    auteur varchar(255) not null,
    cree_le timestamptz not null default now(),
    fini_le timestamptz
);
create index deplacement_en_marche_idx on deplacement (cree_le) where etat in ('EN_COURS', 'ANNULATION');
create index deplacement_cree_le_idx on deplacement (cree_le desc);
