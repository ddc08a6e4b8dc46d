-- name: IndexKey :one
select kek, wrapped from index_keys where employer = $1;

-- name: MakeIndexKey :one
-- Whoever comes second gets the key of the first.
insert into index_keys (employer, kek, wrapped) values ($1, $2, $3)
on conflict (employer) do update set employer = excluded.employer
returning kek, wrapped;

-- name: PutBlindIndex :exec
insert into blind_index (worker_id, kind, employer, digest) values ($1, $2, $3, $4)
on conflict (worker_id, kind) do update set employer = excluded.employer, digest = excluded.digest;

-- name: FindInIndex :many
select kind, digest, worker_id from blind_index where employer = @employer and kind = @kind and digest = any(@digests::bytea[]);

-- name: IndexedOf :many
-- Everybody of an employer who has a number of a kind.
select worker_id from blind_index where employer = any(@employers::text[]) and kind = @kind order by worker_id;

-- name: NumbersNotIndexed :many
-- Workers whose sealed numbers are not in the index yet.
select distinct v.worker_id, w.home_employer from vault v
join workers w on w.id = v.worker_id
where (v.kind like 'registration_number:%' and not exists (
  select 1 from blind_index b where b.worker_id = v.worker_id and b.kind = substr(v.kind, length('registration_number:') + 1)))
limit @page;

-- name: IndexKeysNotWrappedBy :many
select employer, kek, wrapped from index_keys where kek <> @newest limit @page for update skip locked;

-- name: RewrapIndexKey :exec
update index_keys set kek = $2, wrapped = $3 where employer = $1;

-- name: ImportKeysNotWrappedBy :many
select id, kek, wrapped from record_imports where kek is not null and kek <> @newest limit @page for update skip locked;

-- name: RewrapImportKey :exec
update record_imports set kek = @kek::text, wrapped = @wrapped::bytea where id = @id;

-- name: InsertRecordImport :exec
insert into record_imports (id, employer, kind, worker_id, as_of, absent, status, notes, map_version, actor, on_behalf_of, request_id, read_at, version, kek, wrapped)
values (@id, @employer, @kind, sqlc.narg(worker_id), sqlc.narg(as_of), @absent, @status, @notes, @map_version, @actor, @on_behalf_of, @request_id, @read_at, @version, @kek::text, @wrapped::bytea);

-- name: InsertRecordImportRows :copyfrom
insert into record_import_rows (import_id, row_number, outcome, worker_id, queue_key, digest, sealed, problems, notes)
values (@import_id, @row_number, @outcome, @worker_id, @queue_key, @digest, @sealed, @problems, @notes);

-- name: GetRecordImport :one
select * from record_imports where id = $1;

-- name: LockRecordImport :one
select * from record_imports where id = $1 for update;

-- name: ListRecordImports :many
select * from record_imports where employer = any(@employers::text[]) order by read_at desc, id desc limit @max_rows;

-- name: CountImportRows :many
select outcome, count(*)::int as rows from record_import_rows where import_id = $1 group by outcome;

-- name: SaveRecordImport :execrows
-- No row: another writer was first.
update record_imports
set status = @status, which = @which, absent_gone = @absent_gone, map_version = @map_version, applied_at = sqlc.narg(applied_at),
    withdrawn_at = sqlc.narg(withdrawn_at), version = @version, actor = @actor, on_behalf_of = @on_behalf_of, request_id = @request_id,
    lease = null, lease_until = null, done = case when @status in ('applying', 'withdrawing') then 0 else done end
where id = @id and version = @was and (sqlc.narg(lease)::uuid is null or lease = sqlc.narg(lease));

-- name: ImportRowsOf :many
-- outcome is empty for all.
select * from record_import_rows
where import_id = @import_id and row_number > @after and (@outcome::text = '' or outcome = @outcome)
order by row_number
limit @max_rows;

-- name: RowsToTakeBack :many
select worker_id, record_id, row_number from record_import_rows
where import_id = @import_id and outcome = 'recorded' and record_id is not null and worker_id is not null
order by worker_id, row_number;

-- name: MarkImportRows :execrows
-- Only rows that still wait: who comes second, after a lease was lost, finds none.
update record_import_rows r
set outcome = u.outcome, record_id = coalesce(nullif(u.record_id, '00000000-0000-0000-0000-000000000000'), r.record_id), worker_id = @worker_id::uuid
from (select unnest(@row_numbers::int[]) as row_number, unnest(@outcomes::text[]) as outcome, unnest(@record_ids::uuid[]) as record_id) u
where r.import_id = @import_id and r.row_number = u.row_number and r.outcome = @was;

-- name: SaveImportRow :batchexec
update record_import_rows set outcome = @outcome, problems = @problems, notes = @notes
where import_id = @import_id and row_number = @row_number and outcome = 'accepted';

-- name: RejudgeImportRow :batchexec
update record_import_rows
set outcome = @outcome, worker_id = @worker_id, queue_key = @queue_key, digest = @digest, sealed = @sealed, problems = @problems, notes = @notes
where import_id = @import_id and row_number = @row_number and outcome = 'queued';

-- name: InsertRecordedRow :batchexec
insert into recorded_rows (employer, digest, worker_id, import_id) values ($1, $2, $3, $4) on conflict (employer, digest) do nothing;

-- name: RecordedRows :many
select digest, worker_id from recorded_rows where employer = @employer and digest = any(@digests::bytea[]);

-- name: ForgetRecordedRows :exec
delete from recorded_rows where import_id = $1;

-- name: DropImportSource :exec
-- The rows' content and its key go; what became of each row stays.
update record_imports set kek = null, wrapped = null where id = $1 and kek is not null;

-- name: DropImportSealed :exec
update record_import_rows set sealed = null where import_id = $1 and sealed is not null;

-- name: TakeRecordImport :execrows
update record_imports set lease = @lease, lease_until = clock_timestamp() + interval '30 seconds'
where id = @id and status in ('applying', 'withdrawing') and (lease_until is null or lease_until < clock_timestamp());

-- name: HoldRecordImport :execrows
update record_imports set lease_until = clock_timestamp() + interval '30 seconds', done = greatest(done, @done)
where id = @id and lease = @lease and status in ('applying', 'withdrawing');

-- name: WaitingRecordImports :many
select id from record_imports
where status in ('applying', 'withdrawing') and (lease_until is null or lease_until < clock_timestamp())
order by id limit @max_rows;

-- name: ForgetPreviews :execrows
-- A preview that nobody applied in its time is sent again.
delete from record_imports where id in (
  select i.id from record_imports i where i.status = 'previewed'
    and i.recorded_at < clock_timestamp() - make_interval(years => @years::int, months => @months::int, days => @days::int) limit 20);

-- name: OldImportSources :many
-- Content of rows that waited too long for somebody to say what they mean.
select id from record_imports where kek is not null and status in ('applied', 'withdrawn') 
  and recorded_at < clock_timestamp() - make_interval(years => @years::int, months => @months::int, days => @days::int) limit 20;

-- name: ImportsWithQueue :many
select distinct i.id from record_imports i join record_import_rows r on r.import_id = i.id and r.outcome = 'queued'
where i.employer = any(@employers::text[]) and i.status in ('previewed', 'applied') and i.kek is not null and r.queue_key = any(@keys::text[])
order by i.id;

-- name: QueuedWords :many
select r.queue_key, count(*)::int as rows, min(i.read_at)::timestamptz as since
from record_import_rows r join record_imports i on i.id = r.import_id
where i.employer = any(@employers::text[]) and i.status in ('previewed', 'applying', 'applied') and r.outcome = 'queued'
group by r.queue_key order by count(*) desc, r.queue_key limit @max_rows;

-- name: ImportWords :many
select * from import_words where employer = $1 order by version;

-- name: InsertImportWord :exec
insert into import_words (employer, version, kind, key, framework, code, level, status, said_by, said_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: InsertWithdrawnCompetency :batchexec
insert into withdrawn_competencies (competency_id, worker_id, import_id, withdrawn_at) values ($1, $2, $3, $4) on conflict (competency_id) do nothing;

-- name: DropSealedRowsOf :exec
-- What rows of files still say of somebody whose names are erased. Such a row waits for nobody any more.
update record_import_rows set sealed = null, outcome = case when outcome in ('accepted', 'queued') then 'left_out' else outcome end
where worker_id = $1 and sealed is not null;
