-- name: InsertDecision :exec
insert into decisions (id, worker_id, booking_id, shift_id, home_employer, host_employer, starts_at, ends_at, version, cause, outcome, passport_version, engine, inputs, digest, decision, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- name: GetDecision :one
select * from decisions where id = $1;

-- name: DecisionsOfWorker :many
-- One page, newest first, by keyset.
select * from decisions where worker_id = @worker_id and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before) order by id desc limit @page;
