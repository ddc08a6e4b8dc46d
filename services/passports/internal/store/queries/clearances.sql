-- name: HasClearance :one
select exists (select 1 from clearances where booking_id = $1);

-- name: InsertClearance :exec
-- 23505 on clearances_pkey: another delivery of the same request was quicker.
insert into clearances (booking_id, shift_id, worker_id, version, answer, outcome, passport_version, decided_at, earliest_expiry, reasons, digest, engine)
values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: WithdrawClearance :exec
update clearances set version = 2, answer = 'uncleared', outcome = @outcome, passport_version = @passport_version,
  decided_at = @decided_at, earliest_expiry = null, reasons = @reasons, digest = @digest, engine = @engine
where booking_id = @booking_id;

-- name: GetClearance :one
select * from clearances where booking_id = $1;

-- name: KeepReliance :exec
-- The newest word of shifts wins, in whatever order the words come. Where it asks for something else, it is judged at once.
insert into reliances (booking_id, booking_version, shift_id, worker_id, home_employer, host_employer, site, ward, staff_group, role, band, starts_at, ends_at, requirements, state, confirmed_at, judge_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
  case when $15 <> 'ended' then $12::timestamptz - interval '24 hours' end)
on conflict (booking_id) do update set
  booking_version = excluded.booking_version, state = excluded.state,
  judge_at = case when excluded.state = 'ended' then null
    when (reliances.starts_at, reliances.ends_at, reliances.requirements, reliances.role, reliances.staff_group, reliances.band) is distinct from
      (excluded.starts_at, excluded.ends_at, excluded.requirements, excluded.role, excluded.staff_group, excluded.band) then to_timestamp(0)
    else reliances.judge_at end,
  role = excluded.role, staff_group = excluded.staff_group, band = excluded.band,
  confirmed_at = coalesce(excluded.confirmed_at, reliances.confirmed_at),
  starts_at = excluded.starts_at, ends_at = excluded.ends_at, requirements = excluded.requirements
where reliances.booking_version < excluded.booking_version;

-- name: ReliantBookings :many
-- What still rests on a passport and is not over: held with our clearance, or confirmed, and not told to end before.
select r.* from reliances r join clearances c on c.booking_id = r.booking_id and c.answer = 'cleared'
where r.worker_id = $1 and r.state <> 'ended' and r.ends_at > @now
order by r.starts_at, r.booking_id;

-- name: LiveBookingAt :one
-- The booking under which a host may look at a worker's card: confirmed, with that host, and not over.
select * from reliances
where worker_id = @worker_id and host_employer = any(@hosts::text[]) and state = 'confirmed' and ends_at > @now
order by starts_at, booking_id limit 1;

-- name: HasWorkedAt :one
select exists (select 1 from reliances where worker_id = $1 and site = $2 and state = 'confirmed' and ends_at <= @now);

-- name: RegisterReads :many
select body, max(read_at)::timestamptz as read_at from register_reads where employer = any(@employers::text[]) group by body;

-- name: InsertRegisterRead :exec
insert into register_reads (id, employer, body, read_at, recorded_by, request_id) values ($1, $2, $3, $4, $5, $6);
