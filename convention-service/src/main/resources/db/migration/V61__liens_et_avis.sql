-- V61__liens_et_avis.sql         schema convention
-- Why    a document too heavy for a mail is fetched by a link that expires (06 C6); an opinion is asked once (06 C6, R230).
-- What   one row per link written in a mail, and per zip made for one; who was asked for an opinion, as what.
-- Undo   drop table avis_demande, lien_de_fichier;
create table lien_de_fichier (
    id uuid not null constraint lien_de_fichier_pk primary key,
    convention uuid not null constraint lien_de_fichier_convention_fk references convention (id) on delete cascade,
    cle varchar(500) not null,
    nom varchar(255) not null,
    type varchar(120) not null,
    taille bigint not null,
    expire_le timestamptz not null
);
create index lien_de_fichier_convention_idx on lien_de_fichier (convention);

create table avis_demande (
    utilisateur uuid not null,
    cote varchar(25) not null,
    demande_le timestamptz not null,
    constraint avis_demande_pk primary key (utilisateur, cote)
);
