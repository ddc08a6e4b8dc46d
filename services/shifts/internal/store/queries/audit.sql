-- name: AuditAlone :exec
-- The audit row of a change that no other service hears of, so that it has no event.
insert into audit (entity, aggregate, version, action, actor, on_behalf_of, request_id, before_hash, after_hash)
values (@entity, @aggregate, @version, @action, @actor, nullif(@on_behalf_of::text, ''), nullif(@request_id::text, ''),
        sha256(sqlc.narg(before)::bytea), sha256(@after::bytea));
