-- V19__pages_du_sommaire.sql     schema document
-- Why    the Word document of a convention numbers its table of contents as its PDF was laid out; made again, it is the same.
-- What   page of each entry, in the order of the entries, separated by commas.
-- Data   documents produced before have no table of contents.
-- Undo   alter table tache drop column pages;
alter table tache add column pages varchar(2000);
