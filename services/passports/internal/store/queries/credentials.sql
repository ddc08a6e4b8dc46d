-- name: CredentialsOfWorker :many
-- All that were given to a worker, the newest first.
select * from credentials where worker_id = $1 order by issued_at desc, id desc;

-- name: LiveCredentials :many
-- Those that may still be relied on.
select * from credentials where worker_id = @worker_id and revoked_at is null and expires_at > @now order by id;

-- name: InsertCredential :exec
insert into credentials (id, worker_id, issuer, type, subject, record_id, kid, holder, external, list, place, issued_at, expires_at, version)
values (@id, @worker_id, @issuer, @type, @subject, @record_id, @kid, @holder, @external, @list, @place, @issued_at, @expires_at, 1);

-- name: RevokeCredential :execrows
update credentials set revoked_at = @revoked_at, why = @why, version = 2 where id = @id and worker_id = @worker_id and revoked_at is null;

-- name: PutCredentialCopy :exec
insert into credential_copies (credential_id, worker_id, sealed) values ($1, $2, $3);

-- name: CredentialCopies :many
select c.credential_id, c.sealed from credential_copies c join credentials k on k.id = c.credential_id
where c.worker_id = @worker_id and k.revoked_at is null and k.expires_at > @now;

-- name: VaultRow :one
select version, sealed from vault where worker_id = $1 and kind = $2;

-- name: OpenStatusList :one
-- The list from which an issuer's next place is taken. The row is locked, so that places are counted one after the other.
select n, taken from status_lists where issuer = $1 order by n desc limit 1 for update;

-- name: NewStatusList :one
insert into status_lists (issuer, created_at) values ($1, $2) returning n;

-- name: TakePlace :exec
update status_lists set taken = taken + 1 where n = $1;

-- name: PlaceTaken :one
select exists (select 1 from credentials where list = $1 and place = $2);

-- name: LockIssuer :exec
-- One at a time makes a key or a list for an owner.
select pg_advisory_xact_lock(hashtextextended('issuer of credentials ' || sqlc.arg(owner)::text, 0));

-- name: StatusListHead :one
select n, issuer, revision from status_lists where n = $1;

-- name: RevokedPlaces :many
-- A credential that has ended by itself needs no mark any more.
select place from credentials where list = $1 and revoked_at is not null;

-- name: HolderAt :one
select worker_id from credentials where list = $1 and place = $2;

-- name: PlanRenewal :exec
insert into credential_renewals (worker_id, due_at) values ($1, $2)
on conflict (worker_id) do update set due_at = excluded.due_at, claimed_until = null;

-- name: DropRenewal :exec
delete from credential_renewals where worker_id = $1;

-- name: ClaimRenewals :many
-- Whose renewal is due and nobody works on; another replica takes others.
update credential_renewals set claimed_until = clock_timestamp() + interval '1 minute'
where worker_id in (
  select worker_id from credential_renewals
  where due_at <= @now::timestamptz and (claimed_until is null or claimed_until < clock_timestamp())
  order by due_at limit @page for update skip locked)
returning worker_id;
