-- V2__taches_et_fichiers.sql     schema document
-- Why    operators follow, cancel and start tasks again; a document can be produced again identically.
-- What   the request as received (its data are the snapshot), the model it was made with, the files it gave.
-- Data   tasks made before have no request: they can be looked at, not started again.
-- Undo   drop table fichier; alter table tache drop column demande, version_modele, sha256_modele, duree_ms;
alter table tache
    alter column convention drop not null,
    alter column modele drop not null,
    add column demande text,
    add column version_modele varchar(60),
    add column sha256_modele char(64),
    add column duree_ms bigint,
    add column pdf_absent varchar(2000);
create index tache_convention_idx on tache (convention, commencee_le);

create table fichier (
    tache uuid not null constraint fichier_tache_fk references tache on delete cascade,
    type varchar(10) not null,
    cle varchar(500) not null,
    nom varchar(200) not null,
    taille bigint not null,
    sha256 char(64) not null,
    constraint fichier_pk primary key (tache, type)
);
