-- name: History :many
-- The events of a service in the order in which they were written, for whoever recomputes its figures.
select event_id, created_at, body
from outbox
where (created_at, event_id) > (@after_at::timestamptz, @after_id::uuid)
order by created_at, event_id
limit @at_most;
