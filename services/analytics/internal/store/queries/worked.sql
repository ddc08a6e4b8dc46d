-- name: ApplyWork :one
-- Writes what is newer than what is there, and tells by how many versions the whole has grown.
with heard as (
    select unnest(@ids::uuid[]) as booking_id, unnest(@versions::bigint[]) as version, unnest(@employers::text[]) as employer,
        unnest(@staff_groups::text[]) as staff_group, unnest(@channels::text[]) as channel,
        unnest(@starts_at::timestamptz[]) as starts_at, unnest(@minutes::bigint[]) as minutes,
        unnest(@stream_seqs::bigint[]) as stream_seq
), before as (
    select w.booking_id, w.version from worked_now w join heard h on h.booking_id = w.booking_id
), written as (
    insert into worked_now as w (booking_id, version, employer, staff_group, channel, starts_at, minutes, stream_seq)
    select booking_id, version, employer, staff_group, channel, starts_at, minutes, stream_seq from heard order by booking_id
    on conflict (booking_id) do update set version = excluded.version, employer = excluded.employer,
        staff_group = excluded.staff_group, channel = excluded.channel, starts_at = excluded.starts_at,
        minutes = excluded.minutes, stream_seq = excluded.stream_seq, changed_by = pg_current_xact_id()::text::bigint
    where w.version < excluded.version
    returning w.booking_id, w.version
)
select coalesce(sum(w.version - coalesce(b.version, 0)), 0)::bigint as grown
from written w left join before b on b.booking_id = w.booking_id;

-- name: ChangedWork :many
-- The horizon leaves out, at the first load, what no window counts any more.
select * from worked_now where changed_by >= @since and starts_at >= @horizon::timestamptz;

-- name: WorkPage :many
-- All approved hours in the order of their bookings, page by page.
select * from worked_now where booking_id > @after order by booking_id limit @size;

-- name: WorkedDays :many
-- Approved minutes by the London day on which shifts start. An empty employer or staff group means all.
select (starts_at at time zone 'Europe/London')::date as day, channel, sum(minutes)::bigint as minutes
from worked_now
where starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (@employer::text = '' or employer = @employer) and (@staff_group::text = '' or staff_group = @staff_group)
group by 1, 2 order by 1;

-- name: ClearRebuiltWork :exec
delete from rebuilt_worked;

-- name: CopyRebuiltWork :copyfrom
insert into rebuilt_worked (booking_id, version, employer, staff_group, channel, starts_at, minutes, stream_seq)
values (@booking_id, @version, @employer, @staff_group, @channel, @starts_at, @minutes, @stream_seq);

-- name: DropReplacedWork :exec
delete from worked_now w using rebuilt_position p
where p.producer = 'shifts' and w.stream_seq <= p.stream_seq
    and (w.stream_seq >= p.first_seq or p.first_seq <= 1
        or exists (select 1 from rebuilt_worked r where r.booking_id = w.booking_id));

-- name: TakeRebuiltWork :exec
insert into worked_now (booking_id, version, employer, staff_group, channel, starts_at, minutes, stream_seq)
select booking_id, version, employer, staff_group, channel, starts_at, minutes, stream_seq from rebuilt_worked
on conflict (booking_id) do nothing;
