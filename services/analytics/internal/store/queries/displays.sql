-- name: LockDisplays :exec
-- Two who make an address at once are counted one after the other.
select pg_advisory_xact_lock(hashtext('analytics.displays.' || @owner::text));

-- name: CountDisplays :one
select count(*) from wall_display where owner = @owner and withdrawn_at is null and ends_at > @now;

-- name: AddDisplay :exec
insert into wall_display (id, version, owner, name, secret_hash, made_by, made_at, ends_at)
values (@id, 1, @owner, @name, @secret_hash, @made_by, @made_at, @ends_at);

-- name: Displays :many
-- Those that are over stay in sight for thirty days.
select d.id, d.version, d.owner, d.name, d.made_by, d.made_at, d.ends_at, d.withdrawn_by, d.withdrawn_at, s.shown_at
from wall_display d left join wall_display_shown s on s.display_id = d.id
where d.owner = any(@owners::text[]) and coalesce(d.withdrawn_at, d.ends_at) > @since::timestamptz
order by d.withdrawn_at is not null, d.made_at desc, d.id;

-- name: Display :one
select d.id, d.version, d.owner, d.name, d.made_by, d.made_at, d.ends_at, d.withdrawn_by, d.withdrawn_at, s.shown_at
from wall_display d left join wall_display_shown s on s.display_id = d.id
where d.id = @id;

-- name: LockDisplay :one
select d.id, d.version, d.owner, d.name, d.made_by, d.made_at, d.ends_at, d.withdrawn_by, d.withdrawn_at, s.shown_at
from wall_display d left join wall_display_shown s on s.display_id = d.id
where d.id = @id for update of d;

-- name: SaveDisplay :exec
update wall_display set version = @version, withdrawn_by = @withdrawn_by, withdrawn_at = @withdrawn_at where id = @id;

-- name: DisplayOf :one
select d.id, d.owner, s.shown_at
from wall_display d left join wall_display_shown s on s.display_id = d.id
where d.secret_hash = @secret_hash and d.withdrawn_at is null and d.ends_at > @now;

-- name: DisplayShown :exec
insert into wall_display_shown (display_id, shown_at) values (@id, @now)
on conflict (display_id) do update set shown_at = excluded.shown_at where wall_display_shown.shown_at < excluded.shown_at;
