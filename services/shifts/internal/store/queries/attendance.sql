-- name: ListHours :many
-- Worked hours in these statuses, and bookings whose dispute waits for an answer, at one employer.
select sqlc.embed(b), sqlc.embed(s)
from bookings b join shifts s on s.id = b.shift_id
where b.host_employer = any(@hosts::text[])
  and (b.sheet_status = any(@statuses::text[]) or (@disputes::boolean and b.dispute_waits))
  and (b.starts_at, b.id) > (@after_at::timestamptz, @after_id::uuid)
order by b.starts_at, b.id
limit @max_rows;

-- name: Strikes :one
-- How often a worker cancelled late, or did not come, at one employer since then.
select count(*) from bookings
where worker_id = @worker_id and host_employer = any(@hosts::text[]) and ended_at > @since and strike = @code::text;

-- name: Reliability :many
-- What became of confirmed bookings of shifts that started in a period, by end and notice band: of one employer's shifts,
-- of one worker, or of all.
select b.status, coalesce(b.notice_band, '')::text as band, coalesce(b.consequence ->> 'code', '')::text as code,
       count(*) as bookings, coalesce(sum((b.consequence ->> 'owed_pence')::bigint), 0)::bigint as owed_pence
from bookings b
where b.confirmed_at is not null and b.starts_at >= @from_at and b.starts_at < @to_at
  and (sqlc.narg(hosts)::text[] is null or b.host_employer = any(sqlc.narg(hosts)::text[]))
  and (sqlc.narg(worker_id)::uuid is null or b.worker_id = sqlc.narg(worker_id))
group by 1, 2, 3
order by 1, 2, 3;

-- name: Redeployed :many
-- Cancelled bookings whose worker has the shift that was offered instead.
select b.id from bookings b
where b.status = 'cancelled' and b.consequence ->> 'code' = 'redeploy_offered' and b.ended_at >= @since and b.dispute is null
  and exists (select from bookings n where n.shift_id = (b.consequence ->> 'redeploy_to')::uuid and n.worker_id = b.worker_id
              and n.status in ('confirmed', 'started', 'worked'))
order by b.ended_at
limit @max_rows;
