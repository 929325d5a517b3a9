-- V0_1__messages.sql              every service, in its own schema
-- Why    a fact and its announcement must be one transaction; a message must have its effect once.
-- What   outbox (event_publication, structure read by Spring Modulith 2.1), inbox, locks of scheduled tasks.
-- Undo   drop table shedlock, inbox, event_publication;
create table event_publication (
    id                     uuid        not null constraint event_publication_pk primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_contenu_idx on event_publication using hash (serialized_event);
create index event_publication_fin_idx on event_publication (completion_date);
create index event_publication_ouvertes_idx on event_publication (status, publication_date) where completion_date is null;

create table inbox (
    message_id varchar(100) not null,
    file       varchar(100) not null,
    type       varchar(100) not null,
    recu_le    timestamptz  not null default now(),
    constraint inbox_pk primary key (message_id, file)
);
create index inbox_recu_le_idx on inbox (recu_le);

create table shedlock (
    name       varchar(64)  not null constraint shedlock_pk primary key,
    lock_until timestamptz  not null,
    locked_at  timestamptz  not null,
    locked_by  varchar(255) not null
);
