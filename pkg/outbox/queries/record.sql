-- name: Record :batchexec
-- The event and the audit row of one change, in one statement.
with event as (
    insert into outbox (event_id, entity, aggregate, version, type, subject, body)
    values (@event_id, @entity, @aggregate, @version, @type, @subject, @body)
    returning entity, aggregate, version
)
insert into audit (entity, aggregate, version, action, actor, on_behalf_of, reason, request_id, before_hash, after_hash)
select entity, aggregate, version, @action, @actor, nullif(@on_behalf_of::text, ''), nullif(@reason::text, ''),
       nullif(@request_id::text, ''), sqlc.narg(before_hash)::bytea, @after_hash
from event;
