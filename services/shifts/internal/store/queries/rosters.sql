-- name: LockRoster :exec
-- One import of an employer at a time.
select pg_advisory_xact_lock(hashtextextended('roster:' || @employer::text, 0));

-- name: InsertRosterImport :exec
insert into roster_imports (id, employer, covers_from, covers_to, row_count, imported_at)
values (@id, @employer, @covers_from, @covers_to, @row_count, @imported_at);

-- name: ClearRoster :many
-- What the employer imported before for these days, by the start of each row.
delete from roster_shifts
where employer = any(@employers::text[]) and starts_at >= @covers_from and starts_at < @covers_to
returning worker_id;

-- name: InsertRosterShifts :copyfrom
insert into roster_shifts (id, import_id, employer, worker_id, kind, starts_at, ends_at, net_minutes)
values (@id, @import_id, @employer, @worker_id, @kind, @starts_at, @ends_at, @net_minutes);

-- name: MoveDiaries :exec
-- In one order, so that two imports cannot wait for each other. A claim that was judged before fails and is judged again.
insert into diaries as d (worker_id, version)
select w.id, 1 from (select distinct unnest(@workers::uuid[]) as id order by 1) w
on conflict (worker_id) do update set version = d.version + 1;

-- name: BookingsToRecheck :many
select sqlc.embed(b) from bookings b
where b.worker_id = any(@workers::uuid[]) and b.status in ('held', 'confirmed') and b.starts_at > @now
order by b.id;

-- name: DropConflicts :exec
delete from booking_conflicts where booking_id = any(@bookings::uuid[]);

-- name: PutConflict :exec
insert into booking_conflicts (booking_id, import_id, reasons, found_at) values (@booking_id, @import_id, @reasons, @found_at);

-- name: ConflictOf :one
select reasons from booking_conflicts where booking_id = @booking_id;

-- name: HostPolicies :many
select employer, body from policies where kind = @kind;

-- name: InsertBlock :exec
insert into blocks (id, employer, worker_id, ward, why, review_at, placed_at, version)
values (@id, @employer, @worker_id, @ward, @why, @review_at, @placed_at, 1);

-- name: LiftBlock :execrows
update blocks set lifted_at = @lifted_at, version = 2 where id = @id and lifted_at is null;

-- name: GetBlock :one
select * from blocks where id = @id;

-- name: StandingBlocks :many
-- Those of one employer or of one worker.
select * from blocks
where lifted_at is null
  and (sqlc.narg(employers)::text[] is null or employer = any(sqlc.narg(employers)::text[]))
  and (sqlc.narg(worker_id)::uuid is null or worker_id = sqlc.narg(worker_id))
order by placed_at, id
limit 1000;

-- name: GetUnavailability :one
select version, spans from unavailability where worker_id = @worker_id;

-- name: PutUnavailability :execrows
-- No row: another writer made the next version first.
insert into unavailability as u (worker_id, version, spans) values (@worker_id, @version, @spans)
on conflict (worker_id) do update set version = excluded.version, spans = excluded.spans where u.version + 1 = excluded.version;
