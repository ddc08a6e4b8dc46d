-- +goose Up
-- The hours in which something was heard of each employer: from them follows for how long it is usually quiet. Order and
-- repeats of events do not matter.
create table employer_hour (
    employer text        not null check (employer <> ''),
    hour     timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
    primary key (employer, hour)
);
insert into employer_hour (employer, hour) select distinct employer, date_trunc('hour', at, 'UTC') from fact_then;

-- Figures of an employer that has fallen silent are published once as such, and once more when it is heard again.
alter table cell add column silent boolean not null default false;
