-- name: LoadForClaim :one
-- The shift, the worker and what in the worker's diary is too near it, in one round trip.
select sqlc.embed(s),
       coalesce(s.reserved_until > clock_timestamp(), false)::boolean as reserved,
       coalesce(w.home_employer, '')::text as home_employer,
       coalesce(w.status, '')::text as worker_status,
       coalesce(w.revocation_floor, 0)::bigint as floor,
       coalesce((
           select jsonb_agg(jsonb_build_object('booking_id', b.id, 'starts_at', b.starts_at, 'ends_at', b.ends_at) order by b.starts_at)
             from bookings b
           where b.worker_id = @worker_id and b.status in ('held', 'confirmed', 'started', 'worked')
             and b.rest && tstzrange(s.starts_at, s.ends_at + @rest::interval)
       ), '[]')::jsonb as diary
from shifts s
left join workers w on w.id = @worker_id
where s.id = @shift_id;

-- name: Claim :one
-- The one statement that gives a shift to a worker: the shift goes from open to held, and the booking, its event, its
-- audit row and the key of the request come with it or not at all.
-- No row: not open any more, kept for somebody else, started, or changed since it was read. 23P01 on worker_rest: too near another shift of the
-- worker; then the shift stays open. 23505 on idempotency: this request has been made before.
-- The lock on the worker's diary comes first, so that two claims of one worker wait for each other instead of running
-- into a deadlock inside the exclusion constraint.
with diary as materialized (
    select pg_advisory_xact_lock(hashtextextended('diary:' || (@worker_id::uuid)::text, 0))::text as locked
), taken as (
    update shifts s set status = 'held'
    from diary
    where diary.locked is not null
      and s.id = @shift_id and s.status = 'open' and s.version = @shift_version and s.starts_at > @now::timestamptz
      and sqlc.narg(successor_of)::uuid is null
      and case when sqlc.narg(offer)::uuid is null then s.reserved_until is null or s.reserved_until <= clock_timestamp()
               else s.reserved_offer = sqlc.narg(offer) and s.reserved_until > clock_timestamp() end
    returning s.id, s.employer, s.starts_at, s.ends_at, s.break_minutes, s.rate_pence
), kept as (
    -- A successor leaves the shift with the booking that it follows.
    select s.id, s.employer, s.starts_at, s.ends_at, s.break_minutes, s.rate_pence
    from shifts s, diary
    where diary.locked is not null
      and s.id = @shift_id and s.status = 'filled' and s.version = @shift_version and s.starts_at > @now::timestamptz
      and s.booking_id = sqlc.narg(successor_of)::uuid
), place as (
    select * from taken union all select * from kept
), booked as (
    insert into bookings (id, shift_id, worker_id, home_employer, host_employer, starts_at, ends_at, rest_until,
                          net_minutes, rate_pence, status, held_at, version, successor_of, approved_by, set_id, set_size)
    select @booking_id, id, @worker_id, @home_employer, employer, starts_at, ends_at, @rest_until,
           (extract(epoch from ends_at - starts_at) / 60)::integer - break_minutes, rate_pence, 'held', @now, 1,
           sqlc.narg(successor_of)::uuid, sqlc.narg(approved_by)::text, sqlc.narg(set_id)::uuid, sqlc.narg(set_size)::integer
    from place
    returning id
), told as (
    insert into outbox (event_id, entity, aggregate, version, type, subject, body)
    select @event_id, 'shifts.booking', id::text, 1, @event_type, @event_subject, @event_body from booked
), audited as (
    insert into audit (entity, aggregate, version, action, actor, on_behalf_of, request_id, after_hash)
    select 'shifts.booking', id::text, 1, @action, @actor, nullif(@on_behalf_of::text, ''), nullif(@request_id::text, ''), @after_hash
    from booked
), keyed as (
    insert into idempotency (scope, key, request_hash)
    select @idempotency_scope, @idempotency_key, @request_hash from booked where @idempotency_key::text <> ''
)
select id from booked;

-- name: FreeExpiredKey :execrows
delete from idempotency where scope = @scope and key = @key and expires_at < clock_timestamp();
