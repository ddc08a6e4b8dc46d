-- name: LockCriticalAreas :exec
-- One change at a time.
select pg_advisory_xact_lock(hashtext('analytics.critical_areas'));

-- name: CriticalAreas :many
-- The newest versions, newest first.
select version, body, changed_by, changed_at from critical_areas where ics = @ics order by version desc limit @size;

-- name: AddCriticalAreas :exec
insert into critical_areas (ics, version, body, changed_by, changed_at) values (@ics, @version, @body, @changed_by, @changed_at);
