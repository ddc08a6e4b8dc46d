-- name: PutShiftFacts :exec
-- Each shift once in a call: one statement may touch a row once only.
insert into shift_facts as s (shift_id, version, host, site, ward, staff_group, role, band, starts_at, ends_at, net_minutes,
  rate_pence, status, filled_by, requirements, agency_pence, posted_at)
select unnest(@shift_ids::uuid[]), unnest(@versions::bigint[]), unnest(@hosts::text[]), unnest(@sites::text[]), unnest(@wards::text[]),
  unnest(@staff_groups::text[]), unnest(@roles::text[]), unnest(@bands::text[]), unnest(@starts_at::timestamptz[]),
  unnest(@ends_at::timestamptz[]), unnest(@net_minutes::integer[]), unnest(@rates_pence::bigint[]), unnest(@statuses::text[]),
  nullif(unnest(@filled_by::text[]), ''), unnest(@requirements::text[])::jsonb, unnest(@agency_pence::bigint[]), unnest(@posted_at::timestamptz[])
on conflict (shift_id) do update
set version = excluded.version, host = excluded.host, site = excluded.site, ward = excluded.ward,
    staff_group = excluded.staff_group, role = excluded.role, band = excluded.band, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, net_minutes = excluded.net_minutes, rate_pence = excluded.rate_pence,
    status = excluded.status, filled_by = excluded.filled_by, requirements = excluded.requirements,
    agency_pence = excluded.agency_pence, posted_at = excluded.posted_at, heard_at = clock_timestamp()
where s.version < excluded.version;

-- name: PutBookingFacts :exec
-- Each booking once in a call.
insert into booking_facts as b (booking_id, version, worker_id, home, starts_at, ends_at, stands)
select unnest(@booking_ids::uuid[]), unnest(@versions::bigint[]), unnest(@workers::uuid[]), unnest(@homes::text[]),
  unnest(@starts_at::timestamptz[]), unnest(@ends_at::timestamptz[]), unnest(@stands::boolean[])
on conflict (booking_id) do update
set version = excluded.version, starts_at = excluded.starts_at, ends_at = excluded.ends_at, stands = excluded.stands,
    heard_at = clock_timestamp()
where b.version < excluded.version;

-- name: ShiftFactsBetween :many
-- Shifts of the hosts that start from one moment up to another, in order of start and id, a page at a time.
select * from shift_facts
where host = any(@hosts::text[]) and starts_at >= @starts_from::timestamptz and starts_at < @starts_before::timestamptz
  and (starts_at, shift_id) > (@after_start::timestamptz, @after_id::uuid)
order by starts_at, shift_id
limit @most;

-- name: ShiftFactsOf :many
select * from shift_facts where shift_id = any(@shifts::uuid[]) order by starts_at, shift_id;

-- name: BookingFactsBetween :many
-- Bookings that stand and touch the time between two moments.
select worker_id, home, starts_at, ends_at from booking_facts
where stands and starts_at < @ends::timestamptz and ends_at > @starts::timestamptz;

-- name: PassportsOf :many
-- Active passports that the employers warrant, a page at a time.
select worker_id, home_employer, state from passports
where home_employer = any(@homes::text[]) and status = 'active' and worker_id > @after_id::uuid
order by worker_id
limit @most;

-- name: DropShiftFacts :execrows
delete from shift_facts where shift_id in (select f.shift_id from shift_facts f where f.ends_at < @before::timestamptz limit 5000);

-- name: DropBookingFacts :execrows
delete from booking_facts where booking_id in (select f.booking_id from booking_facts f where f.ends_at < @before::timestamptz limit 5000);
