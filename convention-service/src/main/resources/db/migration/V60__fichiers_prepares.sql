-- V60__fichiers_prepares.sql     schema convention
-- Why    an export of the whole list or the documents of a convention take longer than a page may wait (01 §20, D33).
-- What   one row per file asked for: who asked and with which rights, how far it is, where it lies, until when.
-- Undo   drop table fichier_prepare;
create table fichier_prepare (
    id uuid not null constraint fichier_prepare_pk primary key,
    genre varchar(25) not null,
    titre varchar(255) not null,
    nom varchar(255) not null,
    type varchar(120) not null,
    parametres varchar(4000) not null,
    retour varchar(2000) not null,
    demandeur uuid not null,
    -- Rights at the time of the request: the file holds what these allow, and leaves to nobody who has others.
    identite jsonb,
    etat varchar(25) not null,
    fait int not null default 0,
    total int not null default 0,
    essais int not null default 0,
    raison varchar(1000),
    cle varchar(500),
    taille bigint,
    demande_le timestamptz not null,
    vivant_le timestamptz,
    fini_le timestamptz,
    expire_le timestamptz
);
create index fichier_prepare_attente_idx on fichier_prepare (demande_le) where etat in ('DEMANDE', 'EN_COURS');
create index fichier_prepare_demandeur_idx on fichier_prepare (demandeur, demande_le desc);
create index fichier_prepare_expire_idx on fichier_prepare (expire_le) where expire_le is not null;
