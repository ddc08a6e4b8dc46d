-- +goose Up
-- Figures of a month as they were frozen, to be signed and handed in. What was frozen never changes.
create table snapshot (
    id           uuid        primary key,
    version      bigint      not null check (version >= 1),
    -- The employer that froze its own figures; empty for the system's.
    owner        text        not null,
    form         text        not null check (form <> ''),
    form_version bigint      not null check (form_version >= 1),
    month        text        not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    body         bytea       not null,
    hash         text        not null check (hash = encode(sha256(body), 'hex')),
    watermark    timestamptz not null,
    taken_at     timestamptz not null,
    taken_by     text        not null check (taken_by <> '')
);
create index snapshot_newest on snapshot (owner, taken_at desc, id desc);
create constraint trigger trail after insert or update on snapshot
    deferrable initially deferred for each row execute function need_trail('analytics.snapshot');

-- Who signed, in order. The nth signature is the snapshot's version n + 1.
create table snapshot_signature (
    snapshot_id uuid        not null references snapshot,
    n           bigint      not null check (n >= 1),
    signed_by   text        not null check (signed_by <> ''),
    capacity    text        not null check (capacity in ('chief_executive', 'chief_nurse', 'finance', 'workforce', 'other')),
    signed_at   timestamptz not null,
    primary key (snapshot_id, n),
    unique (snapshot_id, signed_by)
);

-- +goose StatementBegin
create function keep_as_frozen() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'version' = to_jsonb(old) - 'version' and tg_table_name = 'snapshot' then
        return new;
    end if;
    raise exception 'what was frozen and signed stays as it was';
end
$$;
-- +goose StatementEnd
create trigger frozen before update or delete on snapshot for each row execute function keep_as_frozen();
create trigger frozen before update or delete on snapshot_signature for each row execute function keep_as_frozen();
