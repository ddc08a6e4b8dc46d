-- name: LockProgress :exec
-- Batches of one producer apply one after the other: the difference of versions below is exact only then.
select producer from progress where producer = @producer for update;

-- name: ApplyFacts :one
-- Writes what is newer than what is there, and tells by how many versions the whole has grown.
with heard as (
    select unnest(@kinds::text[]) as kind, unnest(@ids::text[]) as id, unnest(@versions::bigint[]) as version,
        unnest(@employers::text[]) as employer, unnest(@staff_groups::text[]) as staff_group,
        nullif(unnest(@starts_at::timestamptz[]), '0001-01-01 00:00:00+00') as starts_at, unnest(@bodies::text[])::json as body,
        unnest(@stream_seqs::bigint[]) as stream_seq
), before as (
    select f.kind, f.id, f.version from fact_now f join heard h on h.kind = f.kind and h.id = f.id
), written as (
    insert into fact_now as f (kind, id, version, producer, employer, staff_group, starts_at, body, stream_seq)
    select kind, id, version, @producer, employer, staff_group, starts_at, body, stream_seq from heard order by kind, id
    on conflict (kind, id) do update set version = excluded.version, employer = excluded.employer,
        staff_group = excluded.staff_group, starts_at = excluded.starts_at, body = excluded.body,
        stream_seq = excluded.stream_seq, changed_by = pg_current_xact_id()::text::bigint
    where f.version < excluded.version
    returning f.kind, f.id, f.version
)
select coalesce(sum(w.version - coalesce(b.version, 0)), 0)::bigint as grown
from written w left join before b on b.kind = w.kind and b.id = w.id;

-- name: MoveAges :exec
insert into employer_age as a (employer, newest_event_at)
select unnest(@employers::text[]), unnest(@newest::timestamptz[])
on conflict (employer) do update set newest_event_at = excluded.newest_event_at
where a.newest_event_at < excluded.newest_event_at;

-- name: MoveProgress :exec
update progress set stream_seq = greatest(stream_seq, @stream_seq), events = events + @grown,
    newest_event_at = greatest(newest_event_at, @newest::timestamptz)
where producer = @producer;
