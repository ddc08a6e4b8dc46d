-- name: Told :many
-- Events as they were sent, in the order in which they were written; one page by keyset.
select event_id, created_at, body from outbox
where (created_at, event_id) > (@after_at::timestamptz, @after_id::uuid)
order by created_at, event_id limit @page;
