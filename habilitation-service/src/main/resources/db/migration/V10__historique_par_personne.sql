-- V10__historique_par_personne.sql  schema habilitation
-- Why    the history of a person is that of the account and of its roles together; an act may say why (04 R8).
-- What   the person a line is about, computed from the line; the reason; indexes for the sheet and for the audit.
-- Data   the new column is computed for the lines there are; nothing else is rewritten.
-- Undo   drop the two columns and the indexes.
alter table historique
    add column motif varchar(100),
    add column sujet uuid generated always as (
        case objet
            when 'utilisateur' then identifiant::uuid
            when 'role' then (coalesce(apres, avant) ->> 'utilisateur')::uuid
        end) stored;
create index historique_sujet_idx on historique (sujet, survenu_le desc) where sujet is not null;
create index historique_survenu_le_idx on historique (survenu_le desc, id desc);
create index historique_acteur_idx on historique (acteur, survenu_le desc) where acteur is not null;
