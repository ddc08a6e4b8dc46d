-- name: InsertImport :exec
insert into imports (id, employer, file_hash, file, status, headings, missing, notes, rows, bad_rows, skipped, asked, actor, on_behalf_of, request_id, read_at)
values (@id, @employer, @file_hash, sqlc.narg(file), @status, @headings, @missing, @notes, @rows, @bad_rows, @skipped, @asked, @actor, @on_behalf_of, @request_id, @read_at);

-- name: InsertImportRows :copyfrom
insert into import_rows (import_id, row_number, good, repeated, posting, cells, problems, warnings)
values (@import_id, @row_number, @good, @repeated, @posting, @cells, @problems, @warnings);

-- name: GetImport :one
-- The file stays where it is: ImportFile reads it.
select id, employer, file_hash, status, headings, missing, notes, rows, bad_rows, skipped, asked, posted, left_out, withdrawn, kept,
       which, leave_out_repeats, again, actor, on_behalf_of, request_id, read_at, committed_at, undone_at, version, done
from imports where id = @id;

-- name: LockImport :one
select id, employer, file_hash, status, headings, missing, notes, rows, bad_rows, skipped, asked, posted, left_out, withdrawn, kept,
       which, leave_out_repeats, again, actor, on_behalf_of, request_id, read_at, committed_at, undone_at, version, done
from imports where id = @id for update;

-- name: ImportFile :one
select file from imports where id = @id and status = 'needs_mapping';

-- name: ListImports :many
select id, employer, file_hash, status, headings, missing, notes, rows, bad_rows, skipped, asked, posted, left_out, withdrawn, kept,
       which, leave_out_repeats, again, actor, on_behalf_of, request_id, read_at, committed_at, undone_at, version, done
from imports where employer = any(@employers::text[]) order by read_at desc, id desc limit @max_rows;

-- name: SaveImport :execrows
-- No row: another writer was first.
update imports
set status = @status, rows = @rows, bad_rows = @bad_rows, skipped = @skipped, asked = @asked, posted = @posted,
    left_out = @left_out, withdrawn = @withdrawn, kept = @kept, which = sqlc.narg(which), leave_out_repeats = @leave_out_repeats,
    again = @again, actor = @actor, on_behalf_of = @on_behalf_of, request_id = @request_id,
    committed_at = sqlc.narg(committed_at), undone_at = sqlc.narg(undone_at), version = @version,
    file = case when @status = 'needs_mapping' then file end, lease = null, lease_until = null,
    done = case when @status in ('committing', 'undoing') then 0 else done end
where id = @id and status = @was and (sqlc.narg(lease)::uuid is null or lease = sqlc.narg(lease));

-- name: SaveImportReading :exec
update imports set headings = @headings, missing = @missing, notes = @notes where id = @id;

-- name: LockFile :exec
-- One at a time for each file of an employer, so that of two imports of the same file the later sees the earlier.
select pg_advisory_xact_lock(hashtextextended(@employer::text || encode(@file_hash::bytea, 'hex'), 40));

-- name: ImportedBefore :one
select exists (
    select from imports where employer = @employer and file_hash = @file_hash and id <> @id and status in ('committing', 'committed', 'undoing'));

-- name: ImportRows :many
-- kind is good, bad, warned or empty for all.
select * from import_rows
where import_id = @import_id and row_number > @after
  and (@kind::text = '' or (@kind = 'good' and good) or (@kind = 'bad' and not good) or (@kind = 'warned' and good and warnings <> '[]'))
order by row_number
limit @max_rows;

-- name: MarkRowsBad :batchexec
update import_rows set good = false, problems = @problems where import_id = @import_id and row_number = @row_number;

-- name: PostedAlike :many
-- What an employer has posted already, called off shifts aside, by what a row of a roster says.
select ward, role, starts_at, ends_at, count(*) as shifts from shifts
where employer = any(@employers::text[]) and starts_at between @from_at and @to_at
  and status not in ('withdrawn', 'cancelled', 'declined')
group by ward, role, starts_at, ends_at;

-- name: WaitingImports :many
-- Imports at which nobody works, by the database's clock.
select id from imports
where status in ('committing', 'undoing') and (lease_until is null or lease_until < clock_timestamp())
order by id
limit @max_rows;

-- name: TakeImport :execrows
update imports set lease = @lease, lease_until = clock_timestamp() + interval '30 seconds'
where id = @id and status in ('committing', 'undoing') and (lease_until is null or lease_until < clock_timestamp());

-- name: ImportProgress :execrows
update imports set done = @done, lease_until = clock_timestamp() + interval '30 seconds'
where id = @id and lease = @lease and status in ('committing', 'undoing');

-- name: HoldImport :execrows
update imports set lease_until = clock_timestamp() + interval '30 seconds'
where id = @id and lease = @lease and status in ('committing', 'undoing');

-- name: InsertImportShifts :copyfrom
insert into import_shifts (shift_id, import_id, row_number) values (@shift_id, @import_id, @row_number);

-- name: LockShiftsToUndo :many
-- Shifts are locked in the order of their ids; the import's own lease keeps two from undoing it at once.
select sqlc.embed(s), o.role as override_role, o.why as override_why, o.granted_at as override_at
from shifts s left join overrides o on o.id = s.override_id
where s.id in (select i.shift_id from import_shifts i where i.import_id = @import_id and i.became is null order by i.shift_id limit @max_rows)
order by s.id
for update of s;

-- name: ImportShiftBecame :exec
update import_shifts set became = @became where shift_id = any(@shift_ids::uuid[]);

-- name: CountUndone :one
select count(*) filter (where became = 'withdrawn') as withdrawn, count(*) filter (where became <> 'withdrawn') as kept,
       count(*) filter (where became is null) as open
from import_shifts where import_id = @import_id;

-- name: ShiftsKept :many
-- The shifts that an undone import left alone.
select shift_id, row_number, became from import_shifts
where import_id = @import_id and became <> 'withdrawn'
order by row_number, shift_id
limit @max_rows;

-- name: ForgetImports :execrows
-- Imports are kept as long as events are.
delete from imports where id in (
    select i.id from imports i where i.recorded_at < clock_timestamp() - interval '35 days' and i.status not in ('committing', 'undoing') limit 10);

-- name: ForgetFiles :execrows
-- A file that nobody has explained within the hour is sent again.
delete from imports where status = 'needs_mapping' and recorded_at < clock_timestamp() - interval '1 hour';

-- name: GetImportMapping :one
select body, version from import_mappings where employer = @employer;

-- name: PutImportMapping :execrows
insert into import_mappings (employer, body, changed_at, version) values (@employer, @body, @changed_at, @version)
on conflict (employer) do update set body = excluded.body, changed_at = excluded.changed_at, version = excluded.version
where import_mappings.version + 1 = excluded.version;
