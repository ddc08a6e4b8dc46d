-- +goose Up

-- The only proof that a consumer has handled an event: written in the transaction of the effect. The key holds the
-- consumer too, so that one consumer's work does not hide the event from another.
create table inbox (
    consumer   text        not null check (consumer <> ''),
    event_id   uuid        not null,
    applied_at timestamptz not null default clock_timestamp(),
    primary key (consumer, event_id)
) with (autovacuum_vacuum_scale_factor = 0.01);
create index inbox_age on inbox using brin (applied_at);

-- Messages that nobody could read or handle, put aside instead of lost.
create table inbox_dead (
    id          bigint      generated always as identity primary key,
    consumer    text        not null,
    subject     text        not null,
    stream_seq  bigint      not null,
    headers     jsonb       not null,
    body        bytea       not null,
    reason      text        not null,
    tries       integer     not null,
    at          timestamptz not null default clock_timestamp(),
    redriven_at timestamptz
);
create index inbox_dead_waiting on inbox_dead (id) where redriven_at is null;
