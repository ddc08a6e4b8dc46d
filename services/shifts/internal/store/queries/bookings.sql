-- name: GetBooking :one
select sqlc.embed(b), sqlc.embed(s)
from bookings b join shifts s on s.id = b.shift_id
where b.id = @id;

-- name: LockBooked :one
-- A booking with its shift in one round trip. The locks are taken in the order named: the shift always before its
-- booking, so that two changes cannot wait for each other. Beside the locked rows the statement sees what was committed
-- when it began, not when it got the locks: that will do for the
-- floor, which is judged again where a booking is confirmed.
select sqlc.embed(s), sqlc.embed(b), o.role as override_role, o.why as override_why, o.granted_at as override_at,
       (b.hold_expires_at <= clock_timestamp())::boolean as hold_over, clock_timestamp()::timestamptz as read_at,
       coalesce((select w.revocation_floor from workers w where w.id = b.worker_id), 0)::bigint as floor
from bookings b join shifts s on s.id = b.shift_id left join overrides o on o.id = s.override_id
where b.id = @id
for update of s, b;

-- name: LockLiveBooking :one
select sqlc.embed(b)
from bookings b
where b.shift_id = @shift_id and b.status in ('held', 'confirmed', 'started', 'worked')
  and not (b.status = 'held' and b.successor_of is not null)
for update of b;

-- name: LockBooking :one
-- Of a shift that is locked already.
select sqlc.embed(b) from bookings b where b.id = @id for update of b;

-- name: SaveBooking :exec
-- No row: another writer made the next version first, or the hold ran out or the floor rose while the answers were judged.
-- A confirmation rests on an attestation at most 30 s old, by the database's clock, and not below the worker's floor. A
-- floor that rises after this statement has begun finds the booking in the list of those to end.
update bookings b
set status = @status, confirmed_at = sqlc.narg(confirmed_at), ended_at = sqlc.narg(ended_at),
    passport_version = sqlc.narg(passport_version), attested_until = sqlc.narg(attested_until), attested_at = sqlc.narg(attested_at),
    agreement_id = sqlc.narg(agreement_id), agreement_version = sqlc.narg(agreement_version),
    reasons = @reasons, version = @version,
    started_at = sqlc.narg(started_at), started_by = sqlc.narg(started_by), late_minutes = @late_minutes, left_at = sqlc.narg(left_at),
    sent_home = @sent_home, sheet = sqlc.narg(sheet), dispute = sqlc.narg(dispute), consequence = sqlc.narg(consequence),
    approved_pence = @approved_pence
where b.id = @id and b.version + 1 = @version
  and (@status <> 'confirmed' or b.status = 'confirmed'
       or (b.hold_expires_at > clock_timestamp() and sqlc.narg(attested_at)::timestamptz > clock_timestamp() - interval '30 seconds'
           and sqlc.narg(passport_version)::bigint >= coalesce((select w.revocation_floor from workers w where w.id = b.worker_id), 0)));

-- name: PutAnswer :exec
-- A yes may become a no; a no stands, and a repeated yes changes nothing. booking.Answers.With says the same.
insert into answers as a (booking_id, kind, yes, passport_version, valid_until, agreement_id, agreement_version, reasons)
values (@booking_id, @kind, @yes, sqlc.narg(passport_version), sqlc.narg(valid_until), sqlc.narg(agreement_id), sqlc.narg(agreement_version), @reasons)
on conflict (booking_id, kind) do update
set yes = false, passport_version = excluded.passport_version, valid_until = excluded.valid_until,
    agreement_id = excluded.agreement_id, agreement_version = excluded.agreement_version, reasons = excluded.reasons
where a.yes and not excluded.yes;

-- name: AnswersOf :many
-- Asked once the booking is locked, in a statement of its own: an answer that another change has just kept is then seen.
select * from answers where booking_id = @booking_id;

-- name: ExpiredHolds :many
select id from bookings
where status = 'held' and hold_expires_at <= clock_timestamp()
order by hold_expires_at
limit @max_rows;

-- name: LiveBookingsOfWorker :many
select id from bookings
where worker_id = @worker_id and (status in ('held', 'confirmed') and starts_at > @now or status = 'started' and ends_at > @now)
order by starts_at;

-- name: Diary :many
select id, kind, host, employer, starts_at, ends_at, net_minutes
from diary_lines
where worker_id = @worker_id and starts_at between @from_at and @to_at
order by starts_at, ends_at;

-- name: DiaryVersion :one
select coalesce((select version from diaries where worker_id = @worker_id), 0)::bigint;

-- name: ListBookings :many
select sqlc.embed(b), sqlc.embed(s)
from bookings b join shifts s on s.id = b.shift_id
where (sqlc.narg(worker_id)::uuid is null or b.worker_id = sqlc.narg(worker_id))
  and (sqlc.narg(host_employer)::text is null or b.host_employer = sqlc.narg(host_employer))
  and (sqlc.narg(hosts)::text[] is null or b.host_employer = any(sqlc.narg(hosts)::text[]))
  and (sqlc.narg(shift_id)::uuid is null or b.shift_id = sqlc.narg(shift_id))
  and (cardinality(@statuses::text[]) = 0 or b.status = any(@statuses))
  and (sqlc.narg(ends_after)::timestamptz is null or b.ends_at > sqlc.narg(ends_after))
  and (b.starts_at, b.id) > (@after_at::timestamptz, @after_id::uuid)
order by b.starts_at, b.id
limit @max_rows;

-- name: LiveBookingOfShift :one
select sqlc.embed(b) from bookings b
where b.shift_id = @shift_id and b.status in ('held', 'confirmed', 'started', 'worked')
  and not (b.status = 'held' and b.successor_of is not null);
