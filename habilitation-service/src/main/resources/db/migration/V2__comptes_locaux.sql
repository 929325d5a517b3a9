-- V2__comptes_locaux.sql          schema habilitation
-- Why    a stand-alone installation has no Cerbère: people sign in with a password (04 R64 to R67).
-- What   passwords as Argon2id hashes, beside the accounts and out of their history (D22); attempts, for the lock-out;
--        reset links, of which only a hash is kept.
-- Undo   drop table lien_de_mot_de_passe, essai_local, mot_de_passe;
create table mot_de_passe (
    utilisateur uuid         not null constraint mot_de_passe_pk primary key
        constraint mot_de_passe_utilisateur_fk references utilisateur on delete cascade,
    empreinte   varchar(200) not null,
    change_le   timestamptz  not null
);

-- The key is that of an account, or the hash of a name nobody has: both are counted alike.
create table essai_local (
    cle        varchar(64) not null constraint essai_local_pk primary key,
    essais     int         not null,
    dernier_le timestamptz not null
);
create index essai_local_dernier_idx on essai_local (dernier_le);

create table lien_de_mot_de_passe (
    empreinte   varchar(64) not null constraint lien_de_mot_de_passe_pk primary key,
    utilisateur uuid        not null
        constraint lien_de_mot_de_passe_utilisateur_fk references utilisateur on delete cascade,
    demande_le  timestamptz not null,
    expire_le   timestamptz not null,
    utilise_le  timestamptz
);
create index lien_de_mot_de_passe_utilisateur_idx on lien_de_mot_de_passe (utilisateur, demande_le);
