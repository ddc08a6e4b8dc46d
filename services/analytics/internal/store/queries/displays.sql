-- name: LockDisplays :exec
-- Two who make an address at once are counted one after the other.
select pg_advisory_xact_lock(hashtext('analytics.displays.' || @owner::text));

-- name: CountDisplays :one
select count(*) from wall_display where owner = @owner and withdrawn_at is null and ends_at > @now;

-- name: AddDisplay :exec
insert into wall_display (id, owner, name, secret_hash, made_by, made_at, ends_at) values (@id, @owner, @name, @secret_hash, @made_by, @made_at, @ends_at);

-- name: Displays :many
-- Those that are over stay in sight for thirty days.
select id, owner, name, made_by, made_at, ends_at, shown_at, withdrawn_at from wall_display
where owner = any(@owners::text[]) and coalesce(withdrawn_at, ends_at) > @since::timestamptz
order by withdrawn_at is not null, made_at desc, id;

-- name: WithdrawDisplay :execrows
update wall_display set withdrawn_by = @by::text, withdrawn_at = @at::timestamptz where id = @id and owner = any(@owners::text[]) and withdrawn_at is null;

-- name: DisplayOf :one
select id, owner, shown_at from wall_display where secret_hash = @secret_hash and withdrawn_at is null and ends_at > @now;

-- name: DisplayShown :exec
update wall_display set shown_at = @now::timestamptz where id = @id;
