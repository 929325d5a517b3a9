-- roles.sql                       run once per environment by an administrator of the database:
--   psql "$ADMIN_URL" -v gateway_password=… -v habilitation_password=… -v referentiel_password=… \
--        -v convention_password=… -v document_password=… -f roles.sql
-- Why    a service owns its schema and can read no other (ADR 0001).
-- What   roles, schemas, the two extensions searches need. Safe to run again.
\set ON_ERROR_STOP on

create extension if not exists pg_trgm schema public;
create extension if not exists unaccent schema public;
revoke create on schema public from public;

select format('create role %I login', 'apilos_' || s)
from unnest(array['gateway', 'habilitation', 'referentiel', 'convention', 'document']) s
where not exists (select from pg_roles where rolname = 'apilos_' || s)
\gexec

alter role apilos_gateway password :'gateway_password';
alter role apilos_habilitation password :'habilitation_password';
alter role apilos_referentiel password :'referentiel_password';
alter role apilos_convention password :'convention_password';
alter role apilos_document password :'document_password';

select format('create schema if not exists %I authorization %I', s, 'apilos_' || s)
from unnest(array['gateway', 'habilitation', 'referentiel', 'convention', 'document']) s
\gexec
