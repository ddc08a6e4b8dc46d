-- +goose Up

-- What passports has told beside passports themselves: what hosts ask of evidence, when registers were read for all staff of
-- an employer, and what named people have granted for one worker and shift. The newest version of each stands.
create table host_evidence (
    employer text        primary key,
    version  bigint      not null,
    body     jsonb       not null,
    heard_at timestamptz not null default clock_timestamp()
);

create table register_readings (
    employer text        not null,
    register text        not null,
    read_at  timestamptz not null,
    heard_at timestamptz not null default clock_timestamp(),
    primary key (employer, register)
);

create table granted_overrides (
    id          uuid        primary key,
    version     bigint      not null,
    worker_id   uuid        not null,
    shift_id    uuid        not null,
    requirement text        not null,
    code        text        not null,
    state       text        not null,
    expires_at  timestamptz not null,
    heard_at    timestamptz not null default clock_timestamp()
);
create index granted_overrides_of_worker on granted_overrides (worker_id, expires_at) where state = 'granted';
