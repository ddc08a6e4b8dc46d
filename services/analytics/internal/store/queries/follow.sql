-- name: ReadTo :one
-- Every transaction below this was finished, and its rows visible, when this was read.
select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as read_to;

-- name: ChangedFacts :many
-- The horizon leaves out, at the first load, what no window counts any more.
select kind, id, version, body from fact_now
where changed_by >= @since and kind = any(@kinds::text[]) and (starts_at is null or starts_at >= @horizon::timestamptz);

-- name: Ages :many
select employer, newest_event_at from employer_age;

-- name: Progress :many
select producer, stream_seq, events, newest_event_at, epoch from progress order by producer;
