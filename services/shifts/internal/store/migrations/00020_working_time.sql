-- +goose Up

-- The version of each worker's diary counts what may add working time: a claim is judged on one version and holds on no
-- other, so that two claims which are legal alone and not together cannot both win. No row is version 0.
create table diaries (
    worker_id uuid   primary key,
    version   bigint not null check (version >= 1)
) with (fillfactor = 70);

-- A booking that is moved changes the diary too.
-- +goose StatementBegin
create function diary_moves() returns trigger language plpgsql as $$
begin
    insert into diaries as d (worker_id, version) values (new.worker_id, 1)
    on conflict (worker_id) do update set version = d.version + 1;
    return null;
end $$;
-- +goose StatementEnd
create trigger diary_moves after update on bookings for each row
    when ((old.starts_at, old.ends_at, old.net_minutes) is distinct from (new.starts_at, new.ends_at, new.net_minutes))
    execute function diary_moves();

-- An employer's own roster as it was imported. Neither table is an aggregate: others hear of the bookings that follow, and
-- hours that a worker has at one employer are no other employer's to see. Who imported what is in audit.
create table roster_imports (
    id          uuid        primary key,
    employer    text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    covers_from timestamptz not null,
    covers_to   timestamptz not null,
    row_count   integer     not null,
    imported_at timestamptz not null,
    check (covers_to > covers_from)
);
create index roster_imports_by_employer on roster_imports (employer, imported_at);

create table roster_shifts (
    id          uuid        primary key,
    import_id   uuid        not null references roster_imports,
    employer    text        not null,
    worker_id   uuid        not null,
    kind        text        not null check (kind in ('substantive', 'leave', 'sick')),
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    net_minutes integer     not null check (net_minutes >= 0),
    check (isfinite(starts_at) and isfinite(ends_at) and ends_at > starts_at)
);
create index roster_shifts_by_worker on roster_shifts (worker_id, starts_at);
create index roster_shifts_by_employer on roster_shifts (employer, starts_at);

-- What a claim needs of the passport to judge hours, in the form of workingtime.Worker.
alter table workers add column hours jsonb not null default '{}';
update workers w set hours = coalesce((
    select jsonb_build_object('since', min((e ->> 'from')::timestamptz))
    from jsonb_array_elements(case jsonb_typeof(w.passport -> 'engagements') when 'array' then w.passport -> 'engagements' else '[]' end) e
    having min((e ->> 'from')::timestamptz) is not null), '{}');

-- What a worker works, or is on leave or sick from. Bookings that have ended without work are not in it. employer is who
-- employs the worker for it: the home employer, unless the agreement says the host.
create view diary_lines as
    select b.id, b.worker_id, 'booking'::text as kind, b.host_employer as host,
           (case when b.home_employer <> b.host_employer
                 and exists (select 1 from agreements a where a.id = b.agreement_id and a.state ->> 'model' = 'host_pays')
                then b.host_employer else b.home_employer end)::text as employer,
           b.starts_at, b.ends_at, b.net_minutes
    from bookings b
    where b.status not in ('refused', 'hold_expired', 'withdrawn', 'cancelled', 'revoked', 'did_not_attend')
    union all
    select '00000000-0000-0000-0000-000000000000'::uuid, r.worker_id, r.kind, r.employer, r.employer, r.starts_at, r.ends_at, r.net_minutes
    from roster_shifts r;
