-- name: PutWorker :exec
insert into workers as w (id, version, rank, home_employer, status, revocation_floor, hours, passport)
values (@id, @version, @rank, @home_employer, @status, @revocation_floor, @hours, @passport)
on conflict (id) do update
set version = excluded.version, rank = excluded.rank, home_employer = excluded.home_employer, status = excluded.status,
    revocation_floor = greatest(w.revocation_floor, excluded.revocation_floor), hours = excluded.hours, passport = excluded.passport,
    heard_at = clock_timestamp()
where (w.version, w.rank) < (excluded.version, excluded.rank);

-- name: RaiseFloor :exec
-- A suspension that comes after a newer passport still ends what relied on an older one.
update workers set revocation_floor = @revocation_floor where id = @id and revocation_floor < @revocation_floor;

-- name: GetWorker :one
select passport, revocation_floor from workers where id = @id;

-- name: PutAgreement :exec
insert into agreements as a (id, version, status, state, parties, ends_at)
values (@id, @version, @status, @state, @parties, sqlc.narg(ends_at))
on conflict (id) do update
set version = excluded.version, status = excluded.status, state = excluded.state, parties = excluded.parties, ends_at = excluded.ends_at,
    heard_at = clock_timestamp()
where a.version < excluded.version;

-- name: AgreementsOf :many
-- The state is left out where the reader has that version.
select a.id, a.version, a.status, (case when k.id is null then a.state end)::jsonb as state
from agreements a
left join (select unnest(@known_ids::uuid[]) as id, unnest(@known_versions::bigint[]) as version) k on k.id = a.id and k.version = a.version
where a.parties && @employers::text[] and a.status <> 'draft' and (a.ends_at is null or a.ends_at > @ended_by::timestamptz);

-- name: PutEmployer :exec
insert into employers as e (ods, version, name, ics)
values (@ods, @version, @name, @ics)
on conflict (ods) do update
set version = excluded.version, name = excluded.name, ics = excluded.ics, heard_at = clock_timestamp()
where e.version < excluded.version;

-- name: PutSite :exec
insert into sites as s (ods, version, employer, name, town, postcode, lat, lon)
values (@ods, @version, @employer, @name, @town, @postcode, @lat, @lon)
on conflict (ods) do update
set version = excluded.version, employer = excluded.employer, name = excluded.name, town = excluded.town,
    postcode = excluded.postcode, lat = excluded.lat, lon = excluded.lon, heard_at = clock_timestamp()
where s.version < excluded.version;

-- name: ListEmployers :many
select ods, name, ics from employers order by name;

-- name: ListSites :many
select ods, employer, name, town, postcode, lat, lon from sites
where (sqlc.narg(employers)::text[] is null or employer = any(sqlc.narg(employers)::text[]))
order by name;

-- name: GetSite :one
select ods, employer, name, town, postcode, lat, lon from sites where ods = @ods;
