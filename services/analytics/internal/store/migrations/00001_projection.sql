-- +goose Up
-- The newest state of each shift that was heard of. A version never overwrites a newer one, so that order and repeats of
-- events cannot change the rows.
create table shift_now (
    shift_id    uuid        primary key,
    version     bigint      not null check (version >= 1),
    employer    text        not null check (employer <> ''),
    site        text        not null,
    ward        text        not null,
    staff_group text        not null check (staff_group <> ''),
    role        text        not null,
    band        text        not null,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    net_minutes bigint      not null check (net_minutes > 0),
    status      text        not null
        check (status in ('open', 'filled', 'started', 'worked', 'withdrawn', 'cancelled', 'lapsed')),
    filled_by   text        not null
        check (filled_by in ('', 'own_bank', 'collaborative_bank', 'framework_agency', 'off_framework_agency')),
    -- Where in the stream the state came from; 0 when it was handed over without one.
    stream_seq  bigint      not null default 0,
    -- The transaction that wrote the row. Readers follow by it: every row written by a transaction below the snapshot's
    -- xmin was visible already, which a clock or a sequence cannot promise.
    changed_by  bigint      not null default (pg_current_xact_id()::text::bigint),
    check (ends_at > starts_at),
    check ((status in ('filled', 'started', 'worked')) = (filled_by <> ''))
);
create index shift_now_changed on shift_now (changed_by);
create index shift_now_starts on shift_now (starts_at, employer, staff_group);
create index shift_now_gaps on shift_now (employer, starts_at, shift_id) where status = 'open';

-- The newest state of each employer and site, for their names.
create table organisation_now (
    kind       text   not null check (kind in ('employer', 'site')),
    ods        text   not null check (ods <> ''),
    version    bigint not null check (version >= 1),
    name       text   not null check (name <> ''),
    employer   text   not null,
    town       text   not null,
    stream_seq bigint not null default 0,
    changed_by bigint not null default (pg_current_xact_id()::text::bigint),
    primary key (kind, ods),
    check ((kind = 'site') = (employer <> ''))
);
create index organisation_now_changed on organisation_now (changed_by);

-- How old each employer's data is: the time of its newest event.
create table employer_age (
    employer        text        primary key,
    newest_event_at timestamptz not null
);

-- How far the projection has come, per producer. events is the sum of the newest versions, which is the number of changes
-- accounted for, however often each was delivered. epoch counts how often the rows were replaced by rebuilt ones.
create table progress (
    producer        text        primary key check (producer in ('shifts', 'deployments')),
    stream_seq      bigint      not null default 0,
    events          bigint      not null default 0 check (events >= 0),
    newest_event_at timestamptz,
    epoch           bigint      not null default 1
);
insert into progress (producer) values ('shifts'), ('deployments');
