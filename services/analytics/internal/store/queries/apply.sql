-- name: LockProgress :exec
-- Batches of one producer apply one after the other: the difference of versions below is exact only then.
select producer from progress where producer = @producer for update;

-- name: ApplyShifts :one
-- Writes what is newer than what is there, and tells by how many versions the whole has grown.
with heard as (
    select unnest(@ids::uuid[]) as shift_id, unnest(@versions::bigint[]) as version, unnest(@employers::text[]) as employer,
        unnest(@sites::text[]) as site, unnest(@wards::text[]) as ward, unnest(@staff_groups::text[]) as staff_group,
        unnest(@roles::text[]) as role, unnest(@bands::text[]) as band, unnest(@starts_at::timestamptz[]) as starts_at,
        unnest(@ends_at::timestamptz[]) as ends_at, unnest(@net_minutes::bigint[]) as net_minutes,
        unnest(@statuses::text[]) as status, unnest(@filled_by::text[]) as filled_by, unnest(@stream_seqs::bigint[]) as stream_seq
), before as (
    select s.shift_id, s.version from shift_now s join heard h on h.shift_id = s.shift_id
), written as (
    insert into shift_now as s (shift_id, version, employer, site, ward, staff_group, role, band, starts_at, ends_at,
        net_minutes, status, filled_by, stream_seq)
    select shift_id, version, employer, site, ward, staff_group, role, band, starts_at, ends_at, net_minutes, status,
        filled_by, stream_seq
    from heard order by shift_id
    on conflict (shift_id) do update set version = excluded.version, employer = excluded.employer, site = excluded.site,
        ward = excluded.ward, staff_group = excluded.staff_group, role = excluded.role, band = excluded.band,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, net_minutes = excluded.net_minutes,
        status = excluded.status, filled_by = excluded.filled_by, stream_seq = excluded.stream_seq,
        changed_by = pg_current_xact_id()::text::bigint
    where s.version < excluded.version
    returning s.shift_id, s.version
)
select coalesce(sum(w.version - coalesce(b.version, 0)), 0)::bigint as grown
from written w left join before b on b.shift_id = w.shift_id;

-- name: ApplyOrganisations :one
with heard as (
    select unnest(@kinds::text[]) as kind, unnest(@codes::text[]) as ods, unnest(@versions::bigint[]) as version,
        unnest(@names::text[]) as name, unnest(@employers::text[]) as employer, unnest(@towns::text[]) as town,
        unnest(@stream_seqs::bigint[]) as stream_seq
), before as (
    select o.kind, o.ods, o.version from organisation_now o join heard h on h.kind = o.kind and h.ods = o.ods
), written as (
    insert into organisation_now as o (kind, ods, version, name, employer, town, stream_seq)
    select kind, ods, version, name, employer, town, stream_seq from heard order by kind, ods
    on conflict (kind, ods) do update set version = excluded.version, name = excluded.name, employer = excluded.employer,
        town = excluded.town, stream_seq = excluded.stream_seq, changed_by = pg_current_xact_id()::text::bigint
    where o.version < excluded.version
    returning o.kind, o.ods, o.version
)
select coalesce(sum(w.version - coalesce(b.version, 0)), 0)::bigint as grown
from written w left join before b on b.kind = w.kind and b.ods = w.ods;

-- name: MoveAges :exec
insert into employer_age as a (employer, newest_event_at)
select unnest(@employers::text[]), unnest(@newest::timestamptz[])
on conflict (employer) do update set newest_event_at = excluded.newest_event_at
where a.newest_event_at < excluded.newest_event_at;

-- name: MoveProgress :exec
update progress set stream_seq = greatest(stream_seq, @stream_seq), events = events + @grown,
    newest_event_at = greatest(newest_event_at, @newest::timestamptz)
where producer = @producer;
