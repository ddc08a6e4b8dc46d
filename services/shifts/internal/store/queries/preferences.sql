-- name: GetPreferences :one
select * from worker_preferences where worker_id = @worker_id;

-- name: LockPreferences :exec
-- There may be no row to lock yet.
select pg_advisory_xact_lock(hashtextextended('preferences:' || (@worker_id::uuid)::text, 0));

-- name: PutPreferences :exec
with put as (
    insert into worker_preferences as w (worker_id, area, within_km, hidden, favourites, version)
    values (@worker_id, @area, @within_km, @hidden, @favourites, 1)
    on conflict (worker_id) do update
    set area = excluded.area, within_km = excluded.within_km, hidden = excluded.hidden, favourites = excluded.favourites,
        version = w.version + 1, changed_at = clock_timestamp()
    returning worker_id, version
)
insert into audit (entity, aggregate, version, action, actor, request_id, after_hash)
select 'shifts.preferences', worker_id::text, version, 'preferences.changed', @actor, nullif(@request_id::text, ''), @after_hash
from put;
