-- name: InsertVaultKey :exec
insert into vault_keys (worker_id, kek, wrapped) values ($1, $2, $3);

-- name: VaultKeys :many
select worker_id, kek, wrapped from vault_keys where worker_id = any(@ids::uuid[]);

-- name: VaultRows :many
-- What names a person. Other kinds are opened one by one, by who may read them.
select worker_id, kind, version, sealed from vault
where worker_id = any(@ids::uuid[]) and (kind in ('given_name', 'family_name', 'email', 'staff_number') or kind like 'registration_number:%')
order by worker_id, kind;

-- name: VaultVersion :one
-- The version that the next row of a kind gets.
select (coalesce(max(version), 0) + 1)::int from vault where worker_id = $1 and kind = $2;

-- name: PutVaultRow :exec
insert into vault (worker_id, kind, version, sealed) values ($1, $2, $3, $4)
on conflict (worker_id, kind) do update set version = excluded.version, sealed = excluded.sealed;

-- name: VaultKeysNotWrappedBy :many
select worker_id, kek, wrapped from vault_keys where kek <> @newest limit @page for update skip locked;

-- name: RewrapVaultKey :exec
update vault_keys set kek = $2, wrapped = $3 where worker_id = $1;

-- name: VaultWords :many
-- What somebody wrote about a worker, by the kinds asked for.
select kind, version, sealed from vault where worker_id = @worker_id and kind = any(@kinds::text[]);
