-- +goose Up

-- What other services have told. The newest version of each aggregate stands; nothing here is this service's to change.

-- rank orders a worker's two aggregates: passport.* supersedes worker.enrolled of the same version.
create table workers (
    id               uuid        primary key,
    version          bigint      not null,
    rank             smallint    not null,
    home_employer    text        not null,
    status           text        not null,
    -- Only ever rises, since a lowered floor would let an ended passport confirm a booking.
    revocation_floor bigint      not null,
    passport         jsonb       not null,
    heard_at         timestamptz not null default clock_timestamp()
);

create table agreements (
    id       uuid        primary key,
    version  bigint      not null,
    status   text        not null,
    state    jsonb       not null,
    heard_at timestamptz not null default clock_timestamp()
);
create index agreements_in_force on agreements (id) where status = 'in_force';

create table employers (
    ods      text        primary key,
    version  bigint      not null,
    name     text        not null,
    ics      text        not null,
    heard_at timestamptz not null default clock_timestamp()
);

create table sites (
    ods      text        primary key,
    version  bigint      not null,
    employer text        not null,
    name     text        not null,
    town     text        not null,
    heard_at timestamptz not null default clock_timestamp()
);
create index sites_by_employer on sites (employer, name);
