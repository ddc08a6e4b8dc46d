-- name: AskDryRun :execrows
insert into dry_runs (id, agreement_id, terms, asked_by, on_behalf_of, asked_at, status)
values (@id, @agreement_id, @terms, @asked_by, @on_behalf_of, @asked_at, 'waiting')
on conflict (agreement_id, terms) where status in ('waiting', 'running') do nothing;

-- name: NewestDryRun :one
select * from dry_runs where agreement_id = @agreement_id and terms = @terms order by asked_at desc, id desc limit 1;

-- name: TakeDryRun :one
-- The one that has waited longest, or one whose replica is gone. A third failure is the last.
update dry_runs set status = 'running', tries = tries + 1, lease_until = clock_timestamp() + interval '30 seconds', looked = 0
where id = (select d.id from dry_runs d
  where (d.status = 'waiting' or (d.status = 'running' and d.lease_until < clock_timestamp())) and d.tries < 3
  order by d.asked_at, d.id limit 1 for update skip locked)
returning *;

-- name: GiveUpDryRuns :exec
update dry_runs set status = 'failed', lease_until = null, finished_at = clock_timestamp()
where tries >= 3 and (status = 'waiting' or (status = 'running' and lease_until < clock_timestamp()));

-- name: ProgressOfDryRun :execrows
-- No row: another replica has taken it up.
update dry_runs set looked = @looked, to_look = @to_look, lease_until = clock_timestamp() + interval '30 seconds'
where id = @id and status = 'running' and tries = @tries;

-- name: FinishDryRun :execrows
update dry_runs set status = 'done', lease_until = null, looked = @looked, to_look = @looked, result = @result, revision = @revision,
  finished_at = @finished_at
where id = @id and status = 'running' and tries = @tries;

-- name: LeaveDryRun :exec
update dry_runs set status = 'waiting', lease_until = null where id = @id and status = 'running' and tries = @tries;

-- name: CountShiftFacts :one
select count(*) from shift_facts where host = any(@hosts::text[]) and starts_at >= @starts_from::timestamptz and starts_at < @starts_before::timestamptz;
