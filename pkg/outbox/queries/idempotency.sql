-- name: ClaimIdempotency :execrows
-- No row: the key is in flight or done. A key whose day is over is free again.
insert into idempotency as i (scope, key, request_hash)
values (@scope, @key, @request_hash)
on conflict (scope, key) do update
set request_hash = excluded.request_hash, created_at = excluded.created_at, expires_at = excluded.expires_at,
    status = null, headers = null, body = null
where i.expires_at < clock_timestamp();

-- name: LookupIdempotency :one
select request_hash, status, headers, body from idempotency
where scope = @scope and key = @key and expires_at >= clock_timestamp();

-- name: SaveIdempotency :exec
insert into idempotency as i (scope, key, request_hash, status, headers, body)
values (@scope, @key, @request_hash, @status::int, @headers, @body)
on conflict (scope, key) do update
set request_hash = excluded.request_hash, created_at = excluded.created_at, expires_at = excluded.expires_at,
    status = excluded.status, headers = excluded.headers, body = excluded.body
where (i.request_hash = excluded.request_hash and i.status is null) or i.expires_at < clock_timestamp();

-- name: DeleteExpiredIdempotency :execrows
delete from idempotency
where (scope, key) in (select d.scope, d.key from idempotency d where d.expires_at < clock_timestamp() limit @max_rows);
