-- name: OpenNow :many
-- Keyset on id; a held shift is open to others, and one that an agency fills until it locks.
select sqlc.embed(s)
from shifts s
where (s.status in ('open', 'held') or (s.status = 'filled' and s.agency is not null and s.agency_locks_at > clock_timestamp())) and s.id > @after_id
order by s.id
limit @max_rows;

-- name: StillOpen :many
select sqlc.embed(s)
from shifts s
where s.id = any(@ids::uuid[])
  and (s.status in ('open', 'held') or (s.status = 'filled' and s.agency is not null and s.agency_locks_at > clock_timestamp()));

-- name: WorkersTold :many
select id, version, rank, home_employer, status, revocation_floor, passport
from workers
where id > @after_id
order by id
limit @max_rows;

-- name: AgreementsTold :many
select id, version, status, state from agreements;
