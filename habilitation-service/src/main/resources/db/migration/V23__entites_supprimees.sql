-- Ends of bailleurs and administrations of the référentiel: what was told before an end, and arrives after it, is not news.
create table entite_supprimee (
    uuid uuid primary key,
    version bigint not null
);
