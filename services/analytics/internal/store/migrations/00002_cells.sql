-- +goose Up
-- The figures that were published last, one row a cell.
create table cell (
    cell          text        primary key,
    version       bigint      not null check (version >= 1),
    employer      text        not null,
    staff_group   text        not null,
    span          text        not null check (span in ('next_24h', 'next_72h', 'next_14d', 'last_28d')),
    own_min       bigint      not null check (own_min >= 0),
    collab_min    bigint      not null check (collab_min >= 0),
    framework_min bigint      not null check (framework_min >= 0),
    off_min       bigint      not null check (off_min >= 0),
    unfilled_min  bigint      not null check (unfilled_min >= 0),
    own_n         bigint      not null check (own_n >= 0),
    collab_n      bigint      not null check (collab_n >= 0),
    framework_n   bigint      not null check (framework_n >= 0),
    off_n         bigint      not null check (off_n >= 0),
    unfilled_n    bigint      not null check (unfilled_n >= 0),
    withdrawn_n   bigint      not null check (withdrawn_n >= 0),
    watermark     timestamptz not null,
    as_of         timestamptz not null,
    -- How far in the projection's transactions the figures had read: what read less never overwrites what read more.
    read_to       bigint      not null
);
create constraint trigger trail after insert or update on cell
    deferrable initially deferred for each row execute function need_trail('analytics.fill_rate', 'cell');

-- The published changes in order: what a cut stream resumes from. Only the newest few thousand are kept; a reader who was
-- away for longer is sent everything again.
create table cell_change (
    n    bigint      generated always as identity primary key,
    cell text        not null,
    body jsonb       not null,
    at   timestamptz not null default clock_timestamp()
);
