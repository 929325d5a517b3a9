-- V41__verrous.sql               schema convention
-- Why    two avenants of a convention must not carry one number (01 D15); undoing a change of dwellings must give their
--        annexes back too, since they go with the dwelling they belong to.
-- What   uniqueness of avenant numbers within their convention; annexes beside the rows of an undoable change.
-- Undo   drop index convention_numero_avenant_unique; alter table formulaire_instantane drop column annexes;
create unique index convention_numero_avenant_unique on convention (parent, numero)
    where parent is not null and numero is not null;

alter table formulaire_instantane add column annexes text;
