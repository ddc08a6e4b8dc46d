-- name: InsertLooks :exec
-- One row for each worker who was looked at in one step.
insert into looks (id, worker_id, booking_id, employer, receiver, viewer, purpose, kinds, at)
select unnest(@ids::uuid[]), unnest(@workers::uuid[]), nullif(@booking_id::uuid, '00000000-0000-0000-0000-000000000000'), @employer, @receiver, @viewer, @purpose, @kinds::text[], @at;

-- name: LooksOf :many
-- One page by keyset, latest first.
select id, booking_id, employer, receiver, purpose, kinds, at from looks
where worker_id = @worker_id and (at, id) < (@before_at::timestamptz, @before_id::uuid)
order by at desc, id desc limit @page;
