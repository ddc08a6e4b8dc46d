-- name: WorkerFacts :many
-- What is known of many workers, in one round trip. The version of a diary is read here, before its lines.
select w.id, w.passport, w.revocation_floor,
       coalesce(d.version, 0)::bigint as diary_version,
       coalesce(u.spans, '[]')::jsonb as spans,
       coalesce((select jsonb_agg(jsonb_build_object('employer', k.employer, 'ward', k.ward, 'review_at', k.review_at)) from blocks k
           where k.worker_id = w.id and k.lifted_at is null), '[]')::jsonb as blocks,
       coalesce(p.area, '')::text as area
from workers w
left join diaries d on d.worker_id = w.id
left join unavailability u on u.worker_id = w.id
left join worker_preferences p on p.worker_id = w.id
where w.id = any(@workers::uuid[]);

-- name: DiariesOf :many
select l.worker_id, l.id, l.kind, l.host, l.employer, l.starts_at, l.ends_at, l.net_minutes
from diary_lines l
where l.worker_id = any(@workers::uuid[]) and l.starts_at between @from_at and @to_at
order by l.worker_id, l.starts_at, l.ends_at;
