-- V0_3__commandes.sql             every service, in its own schema
-- Why    who ran a command of maintenance, with what, when and how it ended (07 §30, row 10).
-- What   one row per run, written before the command begins: a process that is killed leaves a run without end.
-- Undo   drop table commande_executee;
create table commande_executee (
    id          uuid         not null constraint commande_executee_pk primary key,
    commande    varchar(100) not null,
    arguments   jsonb        not null,
    utilisateur uuid,
    auteur      varchar(255) not null,
    debut       timestamptz  not null,
    fin         timestamptz,
    code        int,
    sortie      text
);
create index commande_executee_debut_idx on commande_executee (debut desc);
