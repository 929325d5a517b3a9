-- V0_4__reprise_json.sql          every service that takes over data, in its own schema
-- Why    texts of the original hold JSON, or what once was (06 FIL-20, FIL-26): a text that is none must not stop a run.
-- What   a text as JSON, null when it is none.
-- Undo   drop function reprise_json.
create function reprise_json(texte text) returns jsonb language plpgsql immutable as $$
begin
  return texte::jsonb;
exception when others then
  return null;
end $$;
