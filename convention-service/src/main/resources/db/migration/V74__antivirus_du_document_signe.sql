-- V74__antivirus_du_document_signe.sql     schema convention
-- Why    a signed act is read by the antivirus before it is kept (06 FIL-44): what was said of it is shown with it.
-- What   one column; what came before is marked as not analysed.
-- Undo   alter table document_signe drop column verdict;
alter table document_signe add column verdict varchar(25) not null default 'NON_ANALYSE'
    constraint document_signe_verdict_connu check (verdict in ('SAIN', 'NON_ANALYSE'));
