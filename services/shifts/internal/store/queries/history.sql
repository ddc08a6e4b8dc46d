-- name: AuditOf :many
-- When it happened is the event's own time; the audit row's is when it was written down.
select a.version, a.action, a.actor, coalesce(a.reason, '')::text as reason, coalesce((convert_from(o.body, 'UTF8')::jsonb ->> 'time')::timestamptz, a.at)::timestamptz as at, coalesce(o.type, '')::text as event
from audit a left join outbox o on o.entity = a.entity and o.aggregate = a.aggregate and o.version = a.version
where a.entity = @entity and a.aggregate = @aggregate
order by a.version;
