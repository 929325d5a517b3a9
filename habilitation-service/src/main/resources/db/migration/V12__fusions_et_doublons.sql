-- V12__fusions_et_doublons.sql    schema habilitation
-- Why    roles follow a bailleur absorbed by another, once, and come back when the merge is undone (03 R-B8.3); an account that
--        was a second one of a person says which is the first (04 D25).
-- What   the last thing told of each absorbed bailleur; on a role, the other bailleur of the merge that moved or withdrew it;
--        on an account, the one that replaces it.
-- Data   rewrites nothing.
-- Undo   drop the table and the columns.
create table fusion_connue (
    absorbe    uuid        not null constraint fusion_connue_pk primary key,
    absorbant  uuid        not null,
    annulee    boolean     not null,
    survenu_le timestamptz not null
);
alter table role add column fusion uuid;
create index role_fusion_idx on role (fusion) where fusion is not null;
alter table utilisateur
    add column remplace_par uuid constraint utilisateur_remplace_par_fk references utilisateur (uuid) on delete set null;
