-- name: AuditOf :many
select a.version, a.action, a.actor, coalesce(a.reason, '')::text as reason, a.at, coalesce(o.type, '')::text as event
from audit a left join outbox o on o.entity = a.entity and o.aggregate = a.aggregate and o.version = a.version
where a.entity = @entity and a.aggregate = @aggregate
order by a.version;
