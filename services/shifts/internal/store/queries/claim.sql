-- name: LoadForClaim :one
-- The shift, the worker, the worker's diary and the host's policy, in one round trip. The diary is as long as a reference
-- period to both sides and comes as columns, since half a year of full-time work has a hundred rows and more.
select sqlc.embed(s),
       coalesce(s.reserved_until > clock_timestamp(), false)::boolean as reserved,
       coalesce(w.home_employer, '')::text as home_employer,
       coalesce(w.status, '')::text as worker_status,
       coalesce(w.revocation_floor, 0)::bigint as floor,
       coalesce(w.hours, '{}')::jsonb as hours,
       coalesce((select p.body from policies p where p.employer = s.employer and p.kind = 'working_time'), '{}')::jsonb as working_time,
       coalesce((select jsonb_agg(jsonb_build_object('ward', k.ward, 'review_at', k.review_at)) from blocks k
           where k.worker_id = @worker_id and k.employer = s.employer and k.lifted_at is null and k.ward in ('', s.ward)), '[]')::jsonb as blocks,
       coalesce((select jsonb_agg(jsonb_build_object('agreement', m.agreement_id, 'parties', m.parties, 'shifts', m.shifts, 'until', m.closes_at))
           from mutual_aids m where m.shifts @> array[s.id]), '[]')::jsonb as aids,
       coalesce((select v.version from diaries v where v.worker_id = @worker_id), 0)::bigint as diary_version,
       d.ids::uuid[] as ids, d.kinds::text[] as kinds, d.hosts::text[] as hosts, d.employers::text[] as employers,
       d.starts::timestamptz[] as starts, d.ends::timestamptz[] as ends, d.net::integer[] as net,
       -- What pay depends on: the worker's engagements, the host's policy and its cards for the day and staff group.
       coalesce(w.passport -> 'engagements', '[]')::jsonb as engagements,
       coalesce(pp.body, '{}')::jsonb as pay_policy, coalesce(pp.version, 0)::bigint as pay_policy_version,
       coalesce((
           select jsonb_agg(c) from rate_cards c
           where c.employer = s.employer and c.staff_group = s.staff_group
             and c.from_day <= (s.starts_at at time zone 'Europe/London')::date
             and (c.until_day is null or c.until_day > (s.starts_at at time zone 'Europe/London')::date)
       ), '[]')::jsonb as rate_cards
from shifts s
left join workers w on w.id = @worker_id
left join policies pp on pp.id = s.employer || '_pay'
cross join lateral (
    select coalesce(array_agg(e.id), '{}') as ids, coalesce(array_agg(e.kind), '{}') as kinds,
           coalesce(array_agg(e.host), '{}') as hosts, coalesce(array_agg(e.employer), '{}') as employers,
           coalesce(array_agg(e.starts_at), '{}') as starts, coalesce(array_agg(e.ends_at), '{}') as ends,
           coalesce(array_agg(e.net_minutes), '{}') as net
    from (
        select l.* from diary_lines l
        where l.worker_id = @worker_id and l.starts_at between s.starts_at - @reach::interval and s.starts_at + @reach::interval
        order by l.starts_at, l.ends_at
    ) e
) d
where s.id = @shift_id;

-- name: Claim :one
-- The one statement that gives a shift to a worker: the shift goes from open to held, and the booking, its event, its
-- audit row and the key of the request come with it or not at all.
-- Of a shift that is refilled after its start the booking has what is left.
-- shift_stood is false when the shift was not there to be claimed any more, or changed since it was read; diary_stood when the worker's
-- diary was not the one that was judged; with neither false and no claim the shift was lost at the
-- last moment or is kept for somebody else. 23P01 on
-- worker_rest: too near another shift of the worker. 23505 on idempotency: this request has been made before. In each of
-- these cases the shift stays as it was.
-- The worker's diary is locked first, so that two claims of one worker wait for each other instead of running into a
-- deadlock inside the exclusion constraint.
with wanted as materialized (
    select o.id from shifts o where o.id = @shift_id and o.status in ('open', 'filled') and o.version = @shift_version
), diary as materialized (
    insert into diaries as d (worker_id, version)
    select @worker_id, 1 from wanted
    on conflict (worker_id) do update set version = d.version + 1 where d.version = @diary_version
    returning d.version
), taken as (
    update shifts s set status = 'held'
    from diary
    where diary.version is not null
      and s.id = @shift_id and s.version = @shift_version and coalesce(s.refill_until, s.starts_at) > @now::timestamptz
      -- A bank worker may take the shift from an agency until it locks.
      and (s.status = 'open' or (s.status = 'filled' and s.agency is not null and s.agency_locks_at > @now::timestamptz))
      and sqlc.narg(successor_of)::uuid is null
      and case when sqlc.narg(offer)::uuid is null then s.reserved_until is null or s.reserved_until <= clock_timestamp()
               else s.reserved_offer = sqlc.narg(offer) and s.reserved_until > clock_timestamp() end
    returning s.id, s.employer, s.ends_at
), kept as (
    -- A successor leaves the shift with the booking that it follows.
    select s.id, s.employer, s.ends_at
    from shifts s, diary
    where diary.version is not null
      and s.id = @shift_id and s.status = 'filled' and s.version = @shift_version and s.starts_at > @now::timestamptz
      and s.booking_id = sqlc.narg(successor_of)::uuid
), place as (
    select * from taken union all select * from kept
), booked as (
    insert into bookings (id, shift_id, worker_id, home_employer, host_employer, starts_at, ends_at, rest_until,
                          net_minutes, rate_pence, pay, status, held_at, version, successor_of, approved_by, set_id, set_size)
    select @booking_id, id, @worker_id, @home_employer, employer, @starts_at, ends_at, @rest_until,
           @net_minutes, @rate_pence, sqlc.narg(pay)::jsonb, 'held', @now, 1,
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
select (exists (select 1 from booked))::boolean as claimed, (exists (select 1 from wanted))::boolean as shift_stood,
       (exists (select 1 from diary))::boolean as diary_stood;

-- name: FreeExpiredKey :execrows
delete from idempotency where scope = @scope and key = @key and expires_at < clock_timestamp();
