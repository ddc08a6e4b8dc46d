-- name: InsertCheckReferences :batchexec
insert into check_references (check_id, what, worker_id, kind, digest, expires, destroy_after)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: DueReferences :many
-- What must be gone by the database's clock, a page at a time; another instance's page is left alone.
select check_id, what, worker_id from check_references
where destroyed_at is null and destroy_after <= clock_timestamp()
order by destroy_after limit @page for update skip locked;

-- name: DestroyReference :exec
update check_references set digest = '', destroyed_at = clock_timestamp() where check_id = $1 and what = $2 and destroyed_at is null;

-- name: DestroyReferencesOf :exec
update check_references set digest = '', destroyed_at = clock_timestamp() where worker_id = $1 and destroyed_at is null;

-- name: DeleteVaultRow :exec
delete from vault where worker_id = $1 and kind = $2;

-- name: DeleteVaultKey :exec
-- The rows go with it.
delete from vault_keys where worker_id = $1;

-- name: WorkersToErase :many
-- Whose name has been kept for as long as it may. Of who left before the day of leaving was kept, erase_after is six years on.
select id from workers where erased_at is null and status = 'left'
  and coalesce(left_recorded_at, erase_after - interval '6 years') + make_interval(years => @years::int, months => @months::int, days => @days::int) <= clock_timestamp()
order by id limit @page;

-- name: NewestReferenceSet :one
select version, body, recorded_at from reference_sets where kind = $1 order by version desc limit 1;

-- name: InsertReferenceSet :exec
insert into reference_sets (kind, version, body, recorded_at, recorded_by, why) values ($1, $2, $3, $4, $5, $6);

-- name: NewestReferenceSets :many
select distinct on (kind) * from reference_sets where kind = any(@kinds::text[]) order by kind, version desc;

-- name: ReferenceSet :one
select * from reference_sets where kind = $1 and version = $2;

-- name: ReferenceVersions :many
select version, recorded_at, recorded_by, why from reference_sets where kind = @kind order by version desc limit @page;

-- name: WasBookedAt :one
select exists (select 1 from reliances where worker_id = @worker_id and host_employer = any(@hosts::text[]) and site = @site and state = 'confirmed');

-- name: InsertAdjustment :exec
insert into adjustments (id, worker_id, recorded_at) values ($1, $2, $3);

-- name: LockAdjustment :one
-- One that stands, of this worker.
select id from adjustments where id = $1 and worker_id = $2 and withdrawn_at is null for update;

-- name: WithdrawAdjustment :exec
update adjustments set withdrawn_at = @at where id = @id;

-- name: EndAdjustmentShares :exec
-- Ends the shares with all but those employers.
update adjustment_shares set ended_at = @at where adjustment_id = @adjustment_id and ended_at is null and not (employer = any(@keep::text[]));

-- name: ShareAdjustment :exec
insert into adjustment_shares (adjustment_id, employer, shared_at)
select @adjustment_id, e, @at from unnest(@employers::text[]) as e
where not exists (select 1 from adjustment_shares s where s.adjustment_id = @adjustment_id and s.employer = e and s.ended_at is null);

-- name: AdjustmentsOf :many
-- Of one employer only what stands and is shared with it; all for an empty one. sealed is null for who is erased.
select a.id, a.recorded_at, a.withdrawn_at, v.version, v.sealed,
  array(select s.employer from adjustment_shares s where s.adjustment_id = a.id and s.ended_at is null order by s.employer)::text[] as shared_with
from adjustments a left join vault v on v.worker_id = a.worker_id and v.kind = 'adjustment:' || a.id::text
where a.worker_id = @worker_id and (cardinality(@employers::text[]) = 0 or (a.withdrawn_at is null
  and exists (select 1 from adjustment_shares s where s.adjustment_id = a.id and s.employer = any(@employers::text[]) and s.ended_at is null)))
order by a.recorded_at, a.id;

-- name: WithdrawAdjustmentsOf :exec
update adjustments set withdrawn_at = coalesce(withdrawn_at, @at) where worker_id = @worker_id;

-- name: EndSharesOf :exec
update adjustment_shares set ended_at = @at where ended_at is null and adjustment_id in (select id from adjustments where worker_id = @worker_id);

-- name: ReferencesWithText :many
select sqlc.embed(r), v.version, v.sealed
from check_references r left join vault v on v.worker_id = r.worker_id and v.kind = 'check_' || r.what || ':' || r.check_id::text
where r.worker_id = $1 order by r.check_id, r.what;
