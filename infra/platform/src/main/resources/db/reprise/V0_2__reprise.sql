-- V0_2__reprise.sql               every service that takes over data, in its own schema
-- Why    an installation that runs the original moves here in one evening, and what was moved must be provable row by row.
-- What   the runs, the steps each has done (a killed run goes on from there), rows counted by table, totals computed on both
--        sides, and rows our rules refuse, kept whole with the reasons until somebody corrects them.
-- Undo   drop table reprise_quarantaine, reprise_total, reprise_compte, reprise_etape, reprise; drop function reprise_moment.
create table reprise (
    id           bigint       generated always as identity constraint reprise_pk primary key,
    fichier      varchar(500) not null,
    empreinte    varchar(64)  not null,
    etat         varchar(12)  not null constraint reprise_etat_connu check (etat in ('EN_COURS', 'FAITE', 'ABANDONNEE')),
    par          varchar(255) not null,
    commencee_le timestamptz  not null,
    terminee_le  timestamptz
);
create unique index reprise_en_cours_unique on reprise ((true)) where etat = 'EN_COURS';

create table reprise_etape (
    reprise  bigint       not null constraint reprise_etape_reprise_fk references reprise on delete cascade,
    etape    varchar(150) not null,
    lignes   bigint       not null,
    faite_le timestamptz  not null,
    constraint reprise_etape_pk primary key (reprise, etape)
);

create table reprise_compte (
    reprise   bigint       not null constraint reprise_compte_reprise_fk references reprise on delete cascade,
    source    varchar(100) not null,
    cible     varchar(63)  not null,
    lues      bigint       not null,
    ecrites   bigint       not null,
    presentes bigint       not null,
    ecartees  bigint       not null,
    constraint reprise_compte_pk primary key (reprise, source)
);

create table reprise_total (
    reprise bigint       not null constraint reprise_total_reprise_fk references reprise on delete cascade,
    nom     varchar(100) not null,
    groupe  varchar(200) not null,
    source  numeric      not null,
    ici     numeric      not null,
    ecarte  numeric      not null,
    constraint reprise_total_pk primary key (reprise, nom, groupe)
);

create table reprise_quarantaine (
    id          bigint       generated always as identity constraint reprise_quarantaine_pk primary key,
    source      varchar(100) not null,
    cle         varchar(200) not null,
    ligne       bigint       not null,
    contenu     jsonb        not null,
    fautes      text[]       not null,
    correction  jsonb        not null default '{}',
    ecartee_le  timestamptz  not null,
    levee_le    timestamptz,
    constraint reprise_quarantaine_unique unique (source, cle)
);

-- Whether a text is a date or a moment; the calendar is the server's own.
create function reprise_moment(texte text) returns boolean language plpgsql immutable as $$
begin
  perform texte::timestamptz;
  return true;
exception when others then
  return false;
end $$;
