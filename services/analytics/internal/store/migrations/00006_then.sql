-- +goose Up
-- Every version of each shift and booking that was heard of, by the time of its event: what the figures were at a moment
-- that has passed. The same version is always the same row, so that order and repeats do not matter.
create table fact_then (
    kind        text        not null collate "C" check (kind in ('booking', 'shift')),
    id          text        not null collate "C" check (id <> ''),
    version     bigint      not null check (version >= 1),
    -- When it happened, by the event's own time.
    at          timestamptz not null,
    employer    text        not null check (employer <> ''),
    starts_at   timestamptz not null,
    body        json        not null,
    primary key (kind, id, version)
);
create index fact_then_starts on fact_then (starts_at, at);
create index fact_then_age on fact_then (employer, at);
