-- V1__habilitation.sql            schema habilitation
-- Why    users, what SIAP or the data set lets them do, and the keys that sign the internal tokens.
-- What   reference groups and permissions, users, roles, history, signing keys, replica of bailleurs and administrations.
-- Data   the reference tables are filled by the service, not here (04 R12).
-- Undo   drop every table below.
create table permission (
    code    varchar(80)  not null constraint permission_pk primary key,
    libelle varchar(150) not null
);

create table groupe (
    code    varchar(40)  not null constraint groupe_pk primary key,
    libelle varchar(150) not null
);

create table groupe_permission (
    groupe     varchar(40) not null constraint groupe_permission_groupe_fk references groupe on delete cascade,
    permission varchar(80) not null constraint groupe_permission_permission_fk references permission on delete cascade,
    constraint groupe_permission_pk primary key (groupe, permission)
);

create table reference (
    nom          varchar(40) not null constraint reference_pk primary key,
    version      int         not null,
    appliquee_le timestamptz not null
);

create table utilisateur (
    uuid                  uuid         not null constraint utilisateur_pk primary key,
    version               bigint       not null,
    username              varchar(150) not null constraint utilisateur_username_uniq unique,
    cerbere_login         varchar(255),
    prenom                varchar(150) not null default '',
    nom                   varchar(150) not null default '',
    email                 varchar(254) not null default '',
    email_secondaire      varchar(264) not null default '',
    telephone             varchar(25),
    preferences_email     varchar(25)  not null default 'PARTIEL'
        constraint utilisateur_preferences_email_connue check (preferences_email in ('TOUS', 'PARTIEL', 'AUCUN')),
    staff                 boolean      not null default false,
    superuser             boolean      not null default false,
    actif                 boolean      not null default true,
    derniere_connexion    timestamptz,
    derniere_habilitation bigint,
    cree_le               timestamptz  not null,
    modifie_le            timestamptz  not null
);
create index utilisateur_cerbere_login_idx on utilisateur (lower(cerbere_login));
create index utilisateur_email_idx on utilisateur (lower(email));

create table utilisateur_filtre_departement (
    utilisateur uuid       not null constraint utilisateur_filtre_utilisateur_fk references utilisateur on delete cascade,
    departement varchar(3) not null,
    constraint utilisateur_filtre_departement_pk primary key (utilisateur, departement)
);

-- One row per habilitation of SIAP ever seen (fin is set when it is withdrawn), or per stand-alone role.
create table role (
    id             bigint       generated always as identity constraint role_pk primary key,
    version        bigint       not null,
    utilisateur    uuid         not null constraint role_utilisateur_fk references utilisateur on delete cascade,
    origine        varchar(10)  not null constraint role_origine_connue check (origine in ('SIAP', 'LOCAL')),
    habilitation   bigint       not null,
    profil         varchar(20)  not null,
    code_role      varchar(60)  not null default '',
    typologie      varchar(25)  not null
        constraint role_typologie_connue check (typologie in ('BAILLEUR', 'INSTRUCTEUR', 'ADMINISTRATEUR')),
    groupe         varchar(40)  not null constraint role_groupe_fk references groupe,
    bailleur       uuid,
    administration uuid,
    region         varchar(10),
    departement    varchar(10),
    libelle        varchar(500) not null,
    territoire     varchar(500) not null default '',
    cle_entite     varchar(300),
    debut          timestamptz  not null,
    fin            timestamptz,
    vu_le          timestamptz  not null
);
create unique index role_siap_uniq on role (utilisateur, habilitation) where origine = 'SIAP';
-- 04 D10: nulls are equal, so that a stand-alone role cannot be there twice.
create unique index role_local_uniq
    on role (utilisateur, typologie, groupe, bailleur, administration, region, departement) nulls not distinct
    where origine = 'LOCAL';
create index role_bailleur_idx on role (bailleur) where bailleur is not null;
create index role_administration_idx on role (administration) where administration is not null;

-- Every change of a user or a role: who, when, before, after (04 R8). last_login and secrets are never here (D22).
create table historique (
    id         bigint       generated always as identity constraint historique_pk primary key,
    objet      varchar(20)  not null,
    identifiant varchar(60) not null,
    action     varchar(12)  not null
        constraint historique_action_connue check (action in ('CREATION', 'MODIFICATION', 'RETRAIT')),
    avant      jsonb,
    apres      jsonb,
    acteur     uuid,
    acteur_nom varchar(310) not null,
    survenu_le timestamptz  not null
);
create index historique_objet_idx on historique (objet, identifiant, survenu_le desc);

create table cle_de_signature (
    kid             varchar(60)  not null constraint cle_de_signature_pk primary key,
    publique        jsonb        not null,
    privee_chiffree bytea        not null,
    creee_le        timestamptz  not null,
    active_le       timestamptz  not null,
    retiree_le      timestamptz
);

-- Copies kept by referentiel's events: the children of a bailleur are part of the perimeter of its users (04 R38).
create table bailleur_connu (
    uuid     uuid         not null constraint bailleur_connu_pk primary key,
    nom      varchar(255) not null,
    siret    varchar(255),
    siren    varchar(255),
    parent   uuid,
    version  bigint       not null
);
create index bailleur_connu_parent_idx on bailleur_connu (parent) where parent is not null;
create index bailleur_connu_siret_idx on bailleur_connu (siret);

create table administration_connue (
    uuid    uuid         not null constraint administration_connue_pk primary key,
    nom     varchar(255) not null,
    code    varchar(255),
    version bigint       not null
);
create index administration_connue_code_idx on administration_connue (code);
