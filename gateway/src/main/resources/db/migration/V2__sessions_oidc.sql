-- V2__sessions_oidc.sql           schema gateway
-- Why    an OpenID Connect provider may end from its side the sessions it opened (back-channel logout).
-- What   which of its sessions and subjects opened which of ours.
-- Undo   drop table oidc_session;
create table oidc_session (
    session_id varchar(64)  not null constraint oidc_session_pk primary key,
    sid        varchar(255),
    sujet      varchar(255) not null,
    ouvert_le  timestamptz  not null
);
create index oidc_session_sid_idx on oidc_session (sid);
create index oidc_session_sujet_idx on oidc_session (sujet);
create index oidc_session_ouvert_idx on oidc_session (ouvert_le);
