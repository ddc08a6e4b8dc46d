-- +goose Up

-- An event and the change it tells of are one transaction. Rows are kept 35 days: this table, not the broker, is the record.
create table outbox (
    event_id     uuid        primary key,
    entity       text        not null check (entity ~ '^[a-z0-9_]+\.[a-z0-9_]+$'),
    aggregate    text        not null check (aggregate <> ''),
    version      bigint      not null check (version >= 1),
    type         text        not null,
    subject      text        not null,
    body         bytea       not null, -- the envelope as sent, traceparent included, since the relay has another context
    created_at   timestamptz not null default clock_timestamp(),
    sent_at      timestamptz,          -- set on the stream's acknowledgement and on nothing else
    stream_epoch timestamptz,          -- which stream acknowledged: when it was made
    stream_seq   bigint,
    constraint outbox_version unique (entity, aggregate, version),
    constraint outbox_sent check ((sent_at is null) = (stream_seq is null) and (sent_at is null) = (stream_epoch is null))
) with (autovacuum_vacuum_scale_factor = 0.01);

-- History is read in pages, by this order.
create index outbox_written on outbox (created_at, event_id);
create index outbox_unsent on outbox (created_at) where sent_at is null;
create index outbox_seq on outbox (stream_seq) where sent_at is not null;
-- Retention deletes by age; rows lie in the order of their making, so a BRIN index costs next to nothing.
create index outbox_age on outbox using brin (created_at);

-- What the relay last knew of its stream. generation rises with each repair, so that an acknowledgement from before it
-- cannot mark a row after it.
create table relay_state (
    stream       text        primary key,
    stream_epoch timestamptz not null,
    last_seq     bigint      not null,
    generation   bigint      not null
);

-- Who changed what, for whom, why, by which request. Added to and read, never changed.
create table audit (
    n            bigint      generated always as identity primary key,
    entity       text        not null,
    aggregate    text        not null,
    version      bigint      not null,
    action       text        not null check (action <> ''),
    actor        text        not null check (actor <> ''),
    on_behalf_of text,
    reason       text,
    request_id   text,
    before_hash  bytea       check (octet_length(before_hash) = 32),
    after_hash   bytea       not null check (octet_length(after_hash) = 32),
    at           timestamptz not null default clock_timestamp(),
    constraint audit_version unique (entity, aggregate, version)
);

-- A repeated POST with the same key gets the answer of the first. The row is written in the change's own transaction,
-- so there is never a change without it.
create table idempotency (
    scope        text        not null, -- the principal and the operation
    key          text        not null,
    request_hash bytea       not null,
    created_at   timestamptz not null default clock_timestamp(),
    expires_at   timestamptz not null default clock_timestamp() + interval '24 hours',
    status       integer,              -- null until the answer is stored
    headers      jsonb,
    body         bytea,
    primary key (scope, key)
);
create index idempotency_expiry on idempotency (expires_at);

-- need_trail refuses at commit a version of an aggregate that has no event or no audit row. A service attaches it:
--   create constraint trigger trail after insert or update on bookings deferrable initially deferred
--     for each row execute function need_trail('shifts.booking');
-- A second argument names the id column when it is not "id". The table needs a column "version".
-- +goose StatementBegin
create function need_trail() returns trigger language plpgsql as $$
declare
    entity_  text   := tg_argv[0];
    id_      text;
    version_ bigint := new.version;
begin
    if tg_nargs > 1 then
        execute format('select ($1).%I::text', tg_argv[1]) using new into id_;
    else
        id_ := new.id::text;
    end if;
    if not exists (select from audit a where a.entity = entity_ and a.aggregate = id_ and a.version = version_) then
        raise exception '% % version % has no audit row', entity_, id_, version_ using errcode = 'MU001', table = tg_table_name;
    end if;
    if not exists (select from outbox o where o.entity = entity_ and o.aggregate = id_ and o.version = version_) then
        raise exception '% % version % has no event', entity_, id_, version_ using errcode = 'MU001', table = tg_table_name;
    end if;
    return null;
end $$;

create function audit_stands() returns trigger language plpgsql as $$
begin
    raise exception 'audit rows are never changed' using errcode = 'MU003', table = 'audit';
end $$;
-- +goose StatementEnd

create trigger audit_stands before update or delete or truncate on audit for each statement execute function audit_stands();

-- The default privileges gave the app role everything on these tables. It adds to the audit and reads it; of an event
-- it may change only what the relay knows.
-- +goose StatementBegin
do $$
declare
    app text;
begin
    for app in select distinct grantee from information_schema.role_table_grants
                where table_schema = current_schema() and table_name = 'audit' and grantee <> current_user
    loop
        execute format('revoke update, delete, truncate on audit from %I', app);
        execute format('revoke update, truncate on outbox from %I', app);
        execute format('grant update (sent_at, stream_epoch, stream_seq) on outbox to %I', app);
    end loop;
end $$;
-- +goose StatementEnd
