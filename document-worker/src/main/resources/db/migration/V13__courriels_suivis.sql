-- V13__courriels_suivis.sql      schema document
-- Why    operators see which mail failed and why, start it again or give it up; mails of conventions can be switched off.
-- What   the request until the mail has left, its model, attempts and last error; the switch (04 §16).
-- Data   mails asked for before have no request kept: they are replayed from the parking queue alone.
-- Undo   drop table courriel_interrupteur; alter table courriel drop column demande, modele, essais, erreur;
alter table courriel
    add column demande text,
    add column modele varchar(60),
    add column essais int not null default 0,
    add column erreur varchar(1000);

create table courriel_interrupteur (
    nom varchar(60) not null constraint courriel_interrupteur_pk primary key,
    actif boolean not null,
    par varchar(255) not null,
    le timestamptz not null default now()
);
