-- name: ReadTo :one
-- Every transaction below this was finished, and its rows visible, when this was read.
select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as read_to;

-- name: ChangedShifts :many
-- The horizon leaves out, at the first load, what no window counts any more.
select * from shift_now where changed_by >= @since and starts_at >= @horizon::timestamptz;

-- name: ChangedOrganisations :many
select * from organisation_now where changed_by >= @since;

-- name: Ages :many
select employer, newest_event_at from employer_age;

-- name: Progress :many
select producer, stream_seq, events, newest_event_at, epoch from progress order by producer;
