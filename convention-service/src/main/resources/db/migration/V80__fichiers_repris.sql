-- V80__fichiers_repris.sql      schema convention
-- Why    the files of an installation taken over stay where they are until they are copied (06 B6), which takes longer than the
--        evening of its data, may be stopped, and must prove that nothing was lost.
-- What   the rows of its files as the dump tells them, and one row for each object to copy: whose it is, under which key it
--        lies there and here, what became of it.
-- Undo   drop table objet_repris; drop table fichier_repris.
create table fichier_repris (
    id           uuid         constraint fichier_repris_pk primary key,
    nom_stockage varchar(255) not null,
    nom          varchar(255) not null,
    dossier      varchar(255),
    -- in bytes, as the browser said it once; null when the source wrote no number
    taille       bigint,
    cree_le      timestamptz  not null
);

create table objet_repris (
    id          bigint        generated always as identity constraint objet_repris_pk primary key,
    -- FICHIER: of a field. SIGNE, PUBLIE, DOCUMENT, PIECE_JOINTE: acts and documents, known by their key. AUTRE: nobody's.
    genre       varchar(12)   not null
        constraint objet_repris_genre_ck check (genre in ('FICHIER', 'SIGNE', 'PUBLIE', 'DOCUMENT', 'PIECE_JOINTE', 'AUTRE')),
    cle_source  varchar(1200) not null,
    cle         varchar(500)  constraint objet_repris_cle_unique unique,
    -- of a field: our row to come, and the row of the source
    fichier     uuid          constraint objet_repris_fichier_unique unique,
    origine     uuid,
    objet       varchar(10),
    proprietaire uuid,
    champ       varchar(50),
    convention  uuid,
    etat        varchar(12)   not null default 'A_COPIER' constraint objet_repris_etat_ck
        check (etat in ('A_COPIER', 'COPIE', 'ABSENT', 'ALTERE', 'INCONNU', 'SANS_PLACE')),
    taille      bigint,
    sha256      varchar(64),
    detail      varchar(500),
    constate_le timestamptz,
    constraint objet_repris_champ_unique unique (origine, proprietaire, champ)
);
create index objet_repris_a_faire_idx on objet_repris (id) where etat in ('A_COPIER', 'ABSENT', 'ALTERE');
create index objet_repris_cle_source_idx on objet_repris (cle_source);
