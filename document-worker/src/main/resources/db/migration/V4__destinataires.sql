-- V4__destinataires.sql          schema document
-- Why    recipients do not see each other, and one whom the relay refuses does not make the others get a mail twice.
-- What   one row per mail and recipient, marked as each message leaves.
-- Undo   drop table courriel_destinataire; alter table courriel drop column demande_le;
alter table courriel alter column destinataires drop not null, add column demande_le timestamptz not null default now();
create index courriel_etat_idx on courriel (etat, demande_le);

create table courriel_destinataire (
    courriel uuid not null constraint courriel_destinataire_courriel_fk references courriel on delete cascade,
    adresse varchar(320) not null,
    envoye_le timestamptz,
    refus varchar(1000),
    constraint courriel_destinataire_pk primary key (courriel, adresse)
);
