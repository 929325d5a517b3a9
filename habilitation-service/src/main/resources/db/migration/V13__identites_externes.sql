-- V13__identites_externes.sql     schema habilitation
-- Why    somebody may be identified by an OpenID Connect provider (ProConnect), which knows neither our accounts nor Cerbère.
-- What   which account a subject of a provider stands for, tied once by the e-mail the provider vouches for.
-- Data   rewrites nothing.
-- Undo   drop table identite_externe;
create table identite_externe (
    emetteur    varchar(500) not null,
    sujet       varchar(255) not null,
    utilisateur uuid         not null
        constraint identite_externe_utilisateur_fk references utilisateur on delete cascade,
    liee_le     timestamptz  not null,
    constraint identite_externe_pk primary key (emetteur, sujet)
);
create index identite_externe_utilisateur_idx on identite_externe (utilisateur);
