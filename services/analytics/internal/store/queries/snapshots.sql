-- name: AddSnapshot :exec
insert into snapshot (id, version, owner, form, form_version, month, body, hash, watermark, taken_at, taken_by)
values (@id, 1, @owner, @form, @form_version, @month, @body, @hash, @watermark, @taken_at, @taken_by);

-- name: Snapshot :one
select * from snapshot where id = @id;

-- name: LockSnapshot :one
select * from snapshot where id = @id for update;

-- name: Signatures :many
select * from snapshot_signature where snapshot_id = any(@ids::uuid[]) order by snapshot_id, n;

-- name: AddSignature :exec
insert into snapshot_signature (snapshot_id, n, signed_by, capacity, signed_at) values (@snapshot_id, @n, @signed_by, @capacity, @signed_at);

-- name: SnapshotSigned :exec
update snapshot set version = @version where id = @id;

-- name: Snapshots :many
-- Newest first, after the one named. An empty form or month means all.
select id, version, owner, form, form_version, month, hash, watermark, taken_at, taken_by from snapshot
where owner = any(@owners::text[]) and (@form::text = '' or form = @form) and (@month::text = '' or month = @month)
    and (taken_at, id) < (@before_at::timestamptz, @before_id::uuid)
order by taken_at desc, id desc limit @size;
