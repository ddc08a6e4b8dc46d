-- name: InsertApproach :execrows
-- 0 rows: the worker has opened this very request before.
insert into approaches (id, worker_id, receiver, ods, host, purpose, signed, request_digest, nonce_digest, status, version, opened_at, expires_at, sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'opened', 1, $10, $11, $12)
on conflict (worker_id, nonce_digest) do nothing;

-- name: ApproachByNonce :one
select * from approaches where worker_id = $1 and nonce_digest = $2;

-- name: OpenApproachByRequest :one
-- The newest of a worker's that was fetched at an address and can still be answered.
select * from approaches where worker_id = $1 and request_digest = $2 and status = 'opened' and expires_at > @now::timestamptz
order by opened_at desc limit 1;

-- name: GetApproach :one
select * from approaches where id = $1 and worker_id = $2;

-- name: LockApproach :one
select * from approaches where id = $1 and worker_id = $2 for update;

-- name: ChangeApproach :exec
update approaches set status = $2, version = $3, answered_at = $4, told = $5, reason = $6, sealed = $7 where id = $1;

-- name: ApproachesOf :many
select * from approaches where worker_id = $1 order by opened_at desc, id desc limit $2;
