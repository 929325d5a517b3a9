-- V55__fichiers.sql      schema convention
-- Why    files are joined to fields of programmes and conventions (06 B1, B3, B7): one row each, tied to its owner and its
--        field, instead of identifiers inside JSON text; what the antivirus said of each is kept, even when it is gone.
-- What   files, their place in the store, who joined and who removed them.
-- Undo   drop table fichier;
create table fichier (
    id uuid not null constraint fichier_pk primary key,
    objet varchar(10) not null constraint fichier_objet_ck check (objet in ('PROGRAMME', 'CONVENTION')),
    -- identifier of the programme or of the convention: no foreign key, the file outlives its owner until it is collected
    proprietaire uuid not null,
    champ varchar(50) not null,
    -- the convention through which it came: who must be told, whose rights were asked
    convention uuid not null,
    nom varchar(255) not null,
    nom_stockage varchar(255) not null,
    cle varchar(500) not null constraint fichier_cle_unique unique,
    type varchar(100) not null,
    taille bigint not null,
    sha256 varchar(64) not null,
    verdict varchar(12) not null default 'EN_ATTENTE'
        constraint fichier_verdict_ck check (verdict in ('EN_ATTENTE', 'SAIN', 'INFECTE', 'NON_ANALYSE')),
    analyse_le timestamptz,
    menace varchar(255),
    depose_par uuid not null,
    depose_par_nom varchar(255) not null,
    depose_le timestamptz not null,
    retire_par_nom varchar(255),
    retire_le timestamptz,
    -- when its bytes left the store
    efface_le timestamptz
);
create index fichier_proprietaire_idx on fichier (proprietaire, champ, depose_le) where retire_le is null;
create index fichier_a_effacer_idx on fichier (retire_le) where retire_le is not null and efface_le is null;
create index fichier_convention_idx on fichier (convention);
