-- V10__documents.sql             schema convention
-- Why    a validated convention has a document; its production lasts and is followed, mails are sent once.
-- What   tasks given to document-worker with their progress, files produced, mails asked for.
-- Undo   drop table courriel, document_fichier, document_tache;
create table document_tache (
    id uuid not null constraint document_tache_pk primary key,
    convention uuid not null constraint document_tache_convention_fk references convention (id) on delete cascade,
    motif varchar(25) not null,
    etat varchar(25) not null,
    rang int not null default 0,
    total int not null default 4,
    raison varchar(2000),
    pdf_absent varchar(2000),
    modele varchar(60),
    version_modele varchar(60),
    sha256_modele varchar(64),
    duree_ms bigint,
    convention_version bigint not null,
    demande_par varchar(255) not null,
    demande_le timestamptz not null,
    mis_a_jour_le timestamptz not null
);
create index document_tache_convention_idx on document_tache (convention, demande_le desc);

create table document_fichier (
    tache uuid not null constraint document_fichier_tache_fk references document_tache (id) on delete cascade,
    type varchar(10) not null,
    cle varchar(500) not null,
    nom varchar(255) not null,
    taille bigint not null,
    sha256 varchar(64) not null,
    constraint document_fichier_pk primary key (tache, type)
);

create table courriel (
    id uuid not null constraint courriel_pk primary key,
    convention uuid not null constraint courriel_convention_fk references convention (id) on delete cascade,
    objet varchar(500) not null,
    destinataires varchar(2000) not null,
    demande_le timestamptz not null,
    envoye_le timestamptz
);
create index courriel_convention_idx on courriel (convention, demande_le desc);
