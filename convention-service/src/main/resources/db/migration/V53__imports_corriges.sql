-- V53__imports_corriges.sql      schema convention
-- Why    the faulty cells of an import are corrected in the page, without sending the file again (ux P6).
-- What   what was typed in place of cells, by their reference; the file stays as it was sent.
-- Undo   alter table formulaire_import drop column corrections;
alter table formulaire_import add column corrections jsonb not null default '{}';
