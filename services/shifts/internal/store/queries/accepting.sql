-- name: ReserveShift :exec
update shifts set reserved_for = @worker_id::uuid, reserved_offer = @offer_id::uuid, reserved_until = @until::timestamptz
where id = @id and status = 'open';

-- name: ReleaseReservation :exec
-- What an offer kept is free again, or kept a moment longer for those who still wait for it.
update shifts s
set reserved_for = null, reserved_offer = null,
    reserved_until = case when exists (select from waiting_places w where w.shift_id = s.id and w.status = 'waiting') then clock_timestamp() + interval '10 seconds' end
where s.id = @id and s.status = 'open' and s.reserved_offer = @offer_id::uuid;

-- name: OpenToAll :exec
-- The waiting list has been asked, and nobody on it can take the shift.
update shifts s set reserved_until = null
where s.id = @id and s.status = 'open' and s.reserved_until is not null and s.reserved_offer is null
  and not exists (select from waiting_places w where w.shift_id = s.id and w.status = 'waiting');

-- name: DatabaseTime :one
select clock_timestamp()::timestamptz;

-- name: ShiftsByID :many
select sqlc.embed(s) from shifts s where s.id = any(@ids::uuid[]);

-- name: InsertOffer :exec
insert into offers (id, shift_id, worker_id, employer, origin, place_id, status, made_at, expires_at, version)
values (@id, @shift_id, @worker_id, @employer, @origin, sqlc.narg(place_id), @status, @made_at, @expires_at, @version);

-- name: GetOffer :one
select sqlc.embed(o), (o.expires_at <= clock_timestamp())::boolean as over from offers o where o.id = @id;

-- name: LockOffer :one
select sqlc.embed(o), (o.expires_at <= clock_timestamp())::boolean as over from offers o where o.id = @id for update of o;

-- name: LockLiveOffer :one
select sqlc.embed(o), (o.expires_at <= clock_timestamp())::boolean as over from offers o where o.shift_id = @shift_id and o.status = 'open' for update of o;

-- name: SaveOffer :exec
update offers set status = @status, ended_at = sqlc.narg(ended_at), booking_id = sqlc.narg(booking_id), version = @version
where id = @id and version + 1 = @version;

-- name: ListOffers :many
select sqlc.embed(o) from offers o
where (sqlc.narg(worker_id)::uuid is null or o.worker_id = sqlc.narg(worker_id))
  and (sqlc.narg(employers)::text[] is null or o.employer = any(sqlc.narg(employers)::text[]))
  and (sqlc.narg(shift_id)::uuid is null or o.shift_id = sqlc.narg(shift_id))
  and (cardinality(@statuses::text[]) = 0 or o.status = any(@statuses))
  and (o.made_at, o.id) > (@after_at::timestamptz, @after_id::uuid)
order by o.made_at, o.id
limit @max_rows;

-- name: OffersDue :many
-- Offers whose time is up, or which keep nothing any more.
select o.id from offers o join shifts s on s.id = o.shift_id
where o.status = 'open' and (o.expires_at <= clock_timestamp() or s.reserved_offer is distinct from o.id)
order by o.expires_at
limit @max_rows;

-- name: InsertApplication :exec
insert into applications (id, shift_id, worker_id, home_employer, employer, status, submitted_at, version, shown_pence)
values (@id, @shift_id, @worker_id, @home_employer, @employer, @status, @submitted_at, @version, @shown_pence);

-- name: GetApplication :one
select * from applications where id = @id;

-- name: LockApplication :one
select * from applications where id = @id for update;

-- name: SaveApplication :exec
update applications
set status = @status, ended_at = sqlc.narg(ended_at), decided_at = sqlc.narg(decided_at), booking_id = sqlc.narg(booking_id),
    approved_by = sqlc.narg(approved_by), reasons = @reasons, version = @version, changed_at = clock_timestamp()
where id = @id and version + 1 = @version;

-- name: ListApplications :many
select sqlc.embed(a) from applications a
where (sqlc.narg(worker_id)::uuid is null or a.worker_id = sqlc.narg(worker_id))
  and (sqlc.narg(employers)::text[] is null or a.employer = any(sqlc.narg(employers)::text[]))
  and (sqlc.narg(shift_id)::uuid is null or a.shift_id = sqlc.narg(shift_id))
  and (cardinality(@statuses::text[]) = 0 or a.status = any(@statuses))
  and (a.submitted_at, a.id) > (@after_at::timestamptz, @after_id::uuid)
order by a.submitted_at, a.id
limit @max_rows;

-- name: ApplicationsDue :many
-- Applications of which nothing can come as things stand, and approvals whose booking was not made.
select a.id, s.status as shift_status, (s.starts_at <= @now::timestamptz)::boolean as started, coalesce(clash.starts_at, 'epoch')::timestamptz as clash_starts_at,
       coalesce(clash.ends_at, 'epoch')::timestamptz as clash_ends_at
from applications a join shifts s on s.id = a.shift_id
left join lateral (
    select b.starts_at, b.ends_at from bookings b
    where b.worker_id = a.worker_id and b.status in ('confirmed', 'started', 'worked') and b.shift_id <> a.shift_id
      and b.rest && tstzrange(s.starts_at, s.ends_at + @rest::interval)
    order by b.starts_at limit 1
) clash on true
where (a.status = 'submitted' and (s.status not in ('open', 'held', 'awaiting_approval') or s.starts_at <= @now or clash.starts_at is not null))
   or (a.status = 'approved' and a.changed_at < clock_timestamp() - interval '5 seconds')
order by a.changed_at
limit @max_rows;

-- name: InsertPlace :exec
insert into waiting_places (id, shift_id, worker_id, home_employer, employer, status, joined_at, version)
values (@id, @shift_id, @worker_id, @home_employer, @employer, @status, @joined_at, @version);

-- name: GetPlace :one
select * from waiting_places where id = @id;

-- name: LockPlace :one
select * from waiting_places where id = @id for update;

-- name: SavePlace :exec
update waiting_places set status = @status, ended_at = sqlc.narg(ended_at), version = @version
where id = @id and version + 1 = @version;

-- name: ListPlaces :many
select sqlc.embed(p) from waiting_places p
where (sqlc.narg(worker_id)::uuid is null or p.worker_id = sqlc.narg(worker_id))
  and (sqlc.narg(employers)::text[] is null or p.employer = any(sqlc.narg(employers)::text[]))
  and (sqlc.narg(shift_id)::uuid is null or p.shift_id = sqlc.narg(shift_id))
  and (cardinality(@statuses::text[]) = 0 or p.status = any(@statuses))
  and (p.joined_at, p.id) > (@after_at::timestamptz, @after_id::uuid)
order by p.joined_at, p.id
limit @max_rows;

-- name: ListsDue :many
-- Open shifts whose waiting list is to be asked, and those that are kept although nobody waits any more.
select s.id from shifts s
where s.status = 'open' and s.reserved_offer is null and coalesce(s.refill_until, s.starts_at) > @now::timestamptz
  and (s.id in (select w.shift_id from waiting_places w where w.status = 'waiting')
       or s.id in (select k.id from shifts k where k.reserved_until is not null))
order by s.starts_at
limit @max_rows;

-- name: PlacesOver :many
-- A list lasts beyond the start while somebody may still be found not to have come, and there is as much left of the shift
-- as is worth coming for.
select p.id from waiting_places p join shifts s on s.id = p.shift_id
where p.status = 'waiting' and (s.status not in ('open', 'held', 'filled', 'started') or coalesce(s.refill_until, s.ends_at) <= @worth_until::timestamptz
       or (s.status = 'open' and s.refill_until is null and s.starts_at <= @now::timestamptz))
limit @max_rows;

-- name: InsertSwap :exec
insert into swaps (id, booking_id, shift_id, worker_id, employer, only_for, status, offered_at, version)
values (@id, @booking_id, @shift_id, @worker_id, @employer, sqlc.narg(only_for), @status, @offered_at, @version);

-- name: GetSwap :one
select * from swaps where id = @id;

-- name: LockSwap :one
select * from swaps where id = @id for update;

-- name: SaveSwap :exec
update swaps
set status = @status, ended_at = sqlc.narg(ended_at), taker_id = sqlc.narg(taker_id), taker_home = sqlc.narg(taker_home),
    successor_id = sqlc.narg(successor_id), approved_by = sqlc.narg(approved_by), shown_pence = @shown_pence, reasons = @reasons, version = @version, changed_at = clock_timestamp()
where id = @id and version + 1 = @version;

-- name: ListSwaps :many
-- Those that a worker takes part in, those on offer to one, an employer's, a shift's.
select sqlc.embed(w) from swaps w
where (sqlc.narg(worker_id)::uuid is null or w.worker_id = sqlc.narg(worker_id) or w.taker_id = sqlc.narg(worker_id))
  and (sqlc.narg(open_to)::uuid is null or (w.status = 'offered' and w.worker_id <> sqlc.narg(open_to) and (w.only_for is null or w.only_for = sqlc.narg(open_to))))
  and (sqlc.narg(employers)::text[] is null or w.employer = any(sqlc.narg(employers)::text[]))
  and (sqlc.narg(shift_id)::uuid is null or w.shift_id = sqlc.narg(shift_id))
  and (sqlc.narg(booking_id)::uuid is null or w.booking_id = sqlc.narg(booking_id))
  and (cardinality(@statuses::text[]) = 0 or w.status = any(@statuses))
  and (w.offered_at, w.id) > (@after_at::timestamptz, @after_id::uuid)
order by w.offered_at, w.id
limit @max_rows;

-- name: SwapsDue :many
-- Swaps whose booking is gone or whose shift has started, and those whose taker's booking is decided or was not made.
select w.id from swaps w
join bookings b on b.id = w.booking_id
left join bookings n on n.id = w.successor_id
where w.status in ('offered', 'asked', 'taking')
  and (w.status = 'taking' and n.status <> 'held'
       or w.status = 'taking' and n.id is null and w.changed_at < clock_timestamp() - interval '5 seconds'
       or w.status <> 'taking' and (b.status <> 'confirmed' or b.starts_at <= @now::timestamptz))
limit @max_rows;

-- name: SetsDue :many
-- Live bookings of sets that cannot be complete any more: one of the set was refused or its hold ran out, or the request
-- was cut off before it had made all of them. One that a person has ended later does not count.
select b.id from bookings b
where b.set_id is not null and b.status in ('held', 'confirmed') and b.starts_at > @now::timestamptz
  and (exists (select from bookings o where o.set_id = b.set_id and o.status in ('refused', 'hold_expired'))
       or (b.recorded_at < clock_timestamp() - interval '10 seconds'
           and (select count(*) from bookings o where o.set_id = b.set_id) < b.set_size))
order by b.set_id
limit @max_rows;

-- name: ExperienceOf :many
-- What became of workers' bookings at the shift's employer. A strike is a late cancellation or an absence; the policy that
-- makes strikes makes none of sickness.
select b.worker_id,
       count(*) filter (where b.ends_at <= @now::timestamptz and b.status in ('confirmed', 'started', 'worked') and s.site = @site and s.ward = @ward)::integer as on_ward,
       count(*) filter (where b.ends_at <= @now::timestamptz and b.status in ('confirmed', 'started', 'worked') and s.site = @site)::integer as on_site,
       count(*) filter (where b.strike is not null and b.status <> 'did_not_attend' and b.ended_at > @since::timestamptz)::integer as late,
       count(*) filter (where b.strike is not null and b.status = 'did_not_attend' and b.ended_at > @since::timestamptz)::integer as absent
from bookings b join shifts s on s.id = b.shift_id
where b.worker_id = any(@workers::uuid[]) and b.host_employer = any(@employers::text[])
group by b.worker_id;
