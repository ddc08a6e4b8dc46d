-- name: SigningKey :one
-- The key that an owner signs by now. One that was made ahead of its time waits until the one before retires.
select * from issuer_keys where owner = @owner and retires_at > @now and withdrawn_at is null order by created_at limit 1;

-- name: InsertIssuerKey :exec
insert into issuer_keys (kid, owner, x, y, kek, sealed, created_at, retires_at, verifies_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: VerifyingKeys :many
-- Every key that still verifies, of all owners.
select kid, owner, x, y from issuer_keys where verifies_until > @now and withdrawn_at is null order by owner, created_at desc;

-- name: WithdrawIssuerKey :execrows
update issuer_keys set withdrawn_at = $2 where kid = $1 and withdrawn_at is null;

-- name: IssuerKeysNotSealedBy :many
select kid, kek, sealed from issuer_keys where kek <> @newest limit @page for update skip locked;

-- name: ResealIssuerKey :exec
update issuer_keys set kek = $2, sealed = $3 where kid = $1;

-- name: PutRegistryEntry :exec
insert into registry_entries (ods, name, valid_from, valid_until, version) values ($1, $2, $3, $4, $5)
on conflict (ods) do update set name = excluded.name, valid_from = excluded.valid_from, valid_until = excluded.valid_until, version = excluded.version
where registry_entries.version < excluded.version;

-- name: RegistryEntries :many
select ods, name, valid_from, valid_until from registry_entries order by ods;

-- name: FirstRegistryVersion :exec
insert into registry_versions (version, digest, changed_at) values (1, $1, $2) on conflict do nothing;

-- name: NextRegistryVersion :exec
update registry_versions set version = version + 1, digest = $1, changed_at = $2 where digest <> $1;

-- name: RegistryVersion :one
select version, digest from registry_versions;
