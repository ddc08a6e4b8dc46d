-- +goose Up

-- What workers are told, and how. Nothing here is an aggregate that others hear of: a notice follows from an event that
-- has its own audit row, and settings, push endpoints and calendar addresses are a person's own and leave the service
-- in no event.

-- n is the order in which a worker's notices came, for readers who come back. Whoever writes notices holds one lock
-- (store/notices_repo.go), so that a smaller n never appears after a larger one.
create table notices (
    n               bigint      generated always as identity primary key,
    id              uuid        not null unique,
    worker_id       uuid        not null,
    -- What it is about: the same thing is told once, however often its event comes.
    key             text        not null check (key <> ''),
    kind            text        not null check (kind in ('open_shift', 'digest', 'booking', 'offer', 'timesheet', 'roster')),
    -- The start of what it is about; an open shift that has begun is not rung for any more.
    starts_at       timestamptz,
    -- The shifts that it stands for: a posting of five is one notice.
    shift_ids       uuid[]      not null default '{}',
    headline        text        not null,
    detail          text        not null,
    link            text        not null check (link like '/%'),
    must_acknowledge boolean    not null default false,
    at              timestamptz not null,
    read_at         timestamptz,
    acknowledged_at timestamptz,
    recorded_at     timestamptz not null default clock_timestamp(),
    constraint notice_once unique (worker_id, key),
    constraint notice_acknowledged check (acknowledged_at is null or must_acknowledge)
);
create index notices_of_worker on notices (worker_id, n desc);
create index notices_unread on notices (worker_id) where read_at is null;
create index notices_by_age on notices (recorded_at);

create table alert_settings (
    worker_id  uuid        primary key,
    settings   jsonb       not null,
    version    bigint      not null check (version >= 1),
    changed_at timestamptz not null default clock_timestamp()
);

create table push_subscriptions (
    id         uuid        primary key,
    worker_id  uuid        not null,
    endpoint   text        not null unique check (endpoint like 'https://%'),
    p256dh     text        not null,
    auth       text        not null,
    created_at timestamptz not null default clock_timestamp()
);
create index push_subscriptions_of_worker on push_subscriptions (worker_id);

-- A ring that is owed. Technical time throughout: due_at is when to try next, by the database's clock.
create table push_deliveries (
    id              bigint      generated always as identity primary key,
    notice_id       uuid        not null references notices (id) on delete cascade,
    subscription_id uuid        not null references push_subscriptions (id) on delete cascade,
    urgent          boolean     not null,
    due_at          timestamptz not null default clock_timestamp(),
    tries           integer     not null default 0,
    -- Within one moment the order is drawn by lot, so that nobody is always the last to hear.
    lot             double precision not null default random(),
    outcome         text        check (outcome in ('sent', 'refused', 'given_up', 'out_of_date')),
    done_at         timestamptz,
    constraint push_once unique (notice_id, subscription_id),
    constraint push_done check ((outcome is null) = (done_at is null))
);
create index push_due on push_deliveries (due_at, lot) where done_at is null;

-- The address of a worker's calendar is a secret; only its hash is kept.
create table calendar_addresses (
    worker_id   uuid        primary key,
    secret_hash bytea       not null unique check (octet_length(secret_hash) = 32),
    made_at     timestamptz not null default clock_timestamp()
);
