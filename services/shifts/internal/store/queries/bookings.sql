-- name: GetBooking :one
select sqlc.embed(b), sqlc.embed(s)
from bookings b join shifts s on s.id = b.shift_id
where b.id = @id;

-- name: LockBooking :one
select sqlc.embed(b), (b.hold_expires_at <= clock_timestamp())::boolean as hold_over,
       coalesce((select w.revocation_floor from workers w where w.id = b.worker_id), 0)::bigint as floor
from bookings b
where b.id = @id
for update of b;

-- name: LockLiveBooking :one
select sqlc.embed(b), (b.hold_expires_at <= clock_timestamp())::boolean as hold_over,
       coalesce((select w.revocation_floor from workers w where w.id = b.worker_id), 0)::bigint as floor
from bookings b
where b.shift_id = @shift_id and b.status in ('held', 'confirmed', 'started', 'worked')
for update of b;

-- name: SaveBooking :execrows
-- No row: another writer made the next version first, or the hold ran out while the answers were judged. A confirmation
-- rests on an attestation at most 30 s old, by the database's clock.
update bookings
set status = @status, confirmed_at = sqlc.narg(confirmed_at), ended_at = sqlc.narg(ended_at),
    passport_version = sqlc.narg(passport_version), attested_until = sqlc.narg(attested_until), attested_at = sqlc.narg(attested_at),
    agreement_id = sqlc.narg(agreement_id), agreement_version = sqlc.narg(agreement_version),
    reasons = @reasons, version = @version
where id = @id and version + 1 = @version
  and (@status <> 'confirmed'
       or (hold_expires_at > clock_timestamp() and sqlc.narg(attested_at)::timestamptz > clock_timestamp() - interval '30 seconds'));

-- name: PutAnswer :exec
-- A yes may become a no; a no stands, and a repeated yes changes nothing.
insert into answers as a (booking_id, kind, yes, passport_version, valid_until, agreement_id, agreement_version, reasons)
values (@booking_id, @kind, @yes, sqlc.narg(passport_version), sqlc.narg(valid_until), sqlc.narg(agreement_id), sqlc.narg(agreement_version), @reasons)
on conflict (booking_id, kind) do update
set yes = false, passport_version = excluded.passport_version, valid_until = excluded.valid_until,
    agreement_id = excluded.agreement_id, agreement_version = excluded.agreement_version, reasons = excluded.reasons
where a.yes and not excluded.yes;

-- name: AnswersOf :many
select * from answers where booking_id = @booking_id;

-- name: ExpiredHolds :many
select id from bookings
where status = 'held' and hold_expires_at <= clock_timestamp()
order by hold_expires_at
limit @max_rows;

-- name: LiveBookingsOfWorker :many
select id from bookings
where worker_id = @worker_id and status in ('held', 'confirmed') and starts_at > @now
order by starts_at;

-- name: Diary :many
select id, starts_at, ends_at from bookings
where worker_id = @worker_id and status in ('held', 'confirmed', 'started', 'worked') and rest_until > @since
order by starts_at;

-- name: ListBookings :many
select sqlc.embed(b), sqlc.embed(s)
from bookings b join shifts s on s.id = b.shift_id
where (sqlc.narg(worker_id)::uuid is null or b.worker_id = sqlc.narg(worker_id))
  and (sqlc.narg(host_employer)::text is null or b.host_employer = sqlc.narg(host_employer))
  and (sqlc.narg(shift_id)::uuid is null or b.shift_id = sqlc.narg(shift_id))
  and (cardinality(@statuses::text[]) = 0 or b.status = any(@statuses))
  and (sqlc.narg(ends_after)::timestamptz is null or b.ends_at > sqlc.narg(ends_after))
  and (b.starts_at, b.id) > (@after_at::timestamptz, @after_id::uuid)
order by b.starts_at, b.id
limit @max_rows;

-- name: LiveBookingOfShift :one
select sqlc.embed(b) from bookings b
where b.shift_id = @shift_id and b.status in ('held', 'confirmed', 'started', 'worked');
