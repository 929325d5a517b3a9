-- V1__sessions.sql               schema gateway
-- Why    a session outlives a process and is shared by several gateways; Cerbère can end it from its side.
-- What   tables of Spring Session, and which CAS ticket opened which session.
-- Undo   drop table cas_ticket, spring_session_attributes, spring_session;
create table spring_session (
    primary_id char(36) not null constraint spring_session_pk primary key,
    session_id char(36) not null,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36) not null constraint spring_session_attributes_fk
        references spring_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name)
);

create table cas_ticket (
    ticket varchar(512) not null constraint cas_ticket_pk primary key,
    session_id varchar(64) not null,
    ouvert_le timestamptz not null
);
create index cas_ticket_ouvert_idx on cas_ticket (ouvert_le);
