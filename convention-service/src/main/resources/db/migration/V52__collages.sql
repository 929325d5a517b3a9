-- V52__collages.sql              schema convention
-- Why    rows pasted from a spreadsheet wait for their author's confirmation as a file does (ux P6).
-- What   where the rows of an import come from; contenu is then the pasted text, in UTF-8.
-- Undo   alter table formulaire_import drop column source;
alter table formulaire_import
    add column source varchar(10) not null default 'FICHIER'
        constraint formulaire_import_source_connue check (source in ('FICHIER', 'COLLAGE'));
